"""The tables of what Docker knows: that they are whole, agree with each other, and follow the grammars they quote."""

import re
from datetime import date, datetime

import dockerfile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls.docker import (
    AS_OF,
    CHECKS,
    DIRECTIVES,
    EXPERIMENTAL_CHECKS,
    FEATURES,
    IMAGES,
    INSTRUCTIONS,
    LABELS,
    MODIFIERS,
    MODIFIERS_SINCE,
    MOUNTS,
    NETWORKS,
    OCI_PREFIX,
    PREDEFINED,
    RESERVED_NAMESPACES,
    SECURITY,
    SHARING,
    SIGNAL_DOCS,
    SIGNALS,
    SPDX,
    SPDX_DEPRECATED,
    SPDX_EXCEPTIONS,
    check_url,
    end_of_life,
    flag,
    frontend,
    has_build_tools,
    is_signal,
    lookup,
    mount_option,
    parse_reference,
    registry_url,
)

HEX = "0123456789abcdef" * 4


def words(text):
    return text.split()


KEYWORDS = words(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER "
    "VOLUME WORKDIR"
)
FLAGS = [(i.keyword, f) for i in INSTRUCTIONS.values() for f in i.flags]
SNIPPETS = [(i.keyword, label, body) for i in INSTRUCTIONS.values() for label, body in i.snippets]
PROSE = {
    **{f"instruction {name}": i.doc for name, i in INSTRUCTIONS.items()},
    **{f"flag {keyword} --{f.name}": f.doc for keyword, f in FLAGS},
    **{f"mount {name}": m.doc for name, m in MOUNTS.items()},
    **{f"mount {name} {o.name}": o.doc for name, m in MOUNTS.items() for o in m.options},
    **{f"variable {name}": v.doc for name, v in PREDEFINED.items()},
    **{f"modifier {name}": doc for name, doc in MODIFIERS.items()},
    **{f"signal {name}": doc for name, doc in SIGNAL_DOCS.items()},
    **{f"label {name}": label.doc for name, label in LABELS.items()},
    **{f"directive {name}": d.doc for name, d in DIRECTIVES.items()},
    **{f"directive {name} {value}": doc for name, d in DIRECTIVES.items() for value, doc in d.values},
    **{f"check {name}": doc for name, doc in CHECKS.items()},
    **{f"network {name}": doc for name, doc in NETWORKS.items()},
    **{f"security {name}": doc for name, doc in SECURITY.items()},
    **{f"image {name}": image.doc for name, image in IMAGES.items()},
    **{f"feature {name}": feature.doc for name, feature in FEATURES.items()},
}
URLS = {
    *(i.url for i in INSTRUCTIONS.values()),
    *(f.url for _, f in FLAGS),
    *(m.url for m in MOUNTS.values()),
    *(v.url for v in PREDEFINED.values()),
    *(d.url for d in DIRECTIVES.values()),
    *(check_url(name) for name in CHECKS),
    *(label.url for label in LABELS.values() if label.url),
}


# Prose


@pytest.mark.parametrize("name", PROSE)
def test_prose_is_whole(name):
    doc = PROSE[name]
    assert doc.strip()
    assert doc.count("```") % 2 == 0
    assert "\n\n\n" not in doc
    outside = re.sub(r"```.*?```", "", doc, flags=re.S)
    assert outside.count("`") % 2 == 0 or "backtick" in doc
    for table in re.findall(r"(?:^\|.*\n)+", outside + "\n", flags=re.M):
        widths = {len(re.sub(r"`[^`]*`", "", row).strip("|").split("|")) for row in table.splitlines()}
        assert len(widths) == 1, table


@pytest.mark.parametrize("name", [name for name, doc in PROSE.items() if "```dockerfile" in doc])
def test_examples_are_dockerfiles(name):
    for example in re.findall(r"```dockerfile\n(.*?)```", PROSE[name], flags=re.S):
        # BuildKit's own parser, in a version which is older than some features but reads every line.
        found = [command.cmd.upper() for command in dockerfile.parse_string(example)]
        assert found
        assert set(found) <= set(KEYWORDS)


@pytest.mark.parametrize("url", sorted(URLS))
def test_urls_are_well_formed(url):
    assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+/[\w./#%-]*", url)


# Instructions and flags


def test_every_instruction_is_there():
    assert sorted(INSTRUCTIONS) == KEYWORDS
    assert all(keyword == instruction.keyword for keyword, instruction in INSTRUCTIONS.items())
    assert [name for name, instruction in INSTRUCTIONS.items() if instruction.deprecated] == ["MAINTAINER"]
    assert next(iter(INSTRUCTIONS)) == "FROM"


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_instruction_is_whole(keyword):
    instruction = INSTRUCTIONS[keyword]
    assert "\n" not in instruction.summary
    assert instruction.forms
    assert all(form.startswith(keyword) for form in instruction.forms)
    assert instruction.snippets
    names = [known.name for known in instruction.flags]
    assert len(names) == len(set(names))


def test_flags_are_those_of_buildkit():
    assert {keyword: {f.name for f in i.flags} for keyword, i in INSTRUCTIONS.items() if i.flags} == {
        "FROM": {"platform"},
        "RUN": {"mount", "network", "security", "device"},
        "COPY": {"from", "chown", "chmod", "link", "parents", "exclude"},
        "ADD": {"chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"},
        "HEALTHCHECK": {"interval", "timeout", "start-period", "start-interval", "retries"},
    }
    repeatable = {(keyword, f.name) for keyword, f in FLAGS if f.repeatable}
    assert repeatable == {("RUN", "mount"), ("RUN", "device"), ("COPY", "exclude"), ("ADD", "exclude")}


KINDS = words("bool platform duration count stage mount mode owner checksum network security device glob string")


@pytest.mark.parametrize(("keyword", "known"), FLAGS, ids=lambda value: getattr(value, "name", value))
def test_flag_is_whole(keyword, known):
    assert known.value in KINDS
    assert known.placeholder
    assert re.fullmatch(r"(\d+\.\d+(-labs)?)?", known.since)
    if known.value == "bool":
        assert known.values == ("true", "false")
    assert flag(keyword, known.name) is known


def test_flag_lookup():
    assert flag("copy", "from") is flag("COPY", "from")
    assert flag("COPY", "platform") is None
    assert flag("COPY", "FROM") is None
    assert flag("NOPE", "from") is None


def test_closed_sets_agree_with_their_tables():
    assert set(flag("RUN", "network").values) == set(NETWORKS)
    assert set(flag("RUN", "security").values) == set(SECURITY)
    assert {value.removeprefix("type=") for value in flag("RUN", "mount").values} == set(MOUNTS)


@pytest.mark.parametrize("keyword", ["ARG", "ENV"])
def test_both_pages_compare_arg_with_env(keyword):
    doc = INSTRUCTIONS[keyword].doc
    for word in ("--build-arg", "docker inspect", "docker history", "`ENV` wins", "running container", "secret"):
        assert word in doc


# Snippets

TABSTOP = re.compile(r"\$(?:(\d+)|\{(\d+)(?::((?:\\.|[^\\{}])*)|\|([^|{}]+)\|)?\})")


def expanded(body):
    """What an editor makes of a snippet when nobody types; fails on anything but plain tab stops and escapes."""
    stops = []

    def stop(match):
        stops.append(int(match[1] or match[2]))
        return match[3] or (match[4] or "x").split(",")[0]

    text, end = "", 0
    for part in re.finditer(rf"\\([\\$}}])|({TABSTOP.pattern})", body):
        plain = body[end : part.start()]
        assert not set(plain) & set("$\\"), f"unescaped in {body!r}"
        text += plain + (part[1] or TABSTOP.sub(stop, part[2]))
        end = part.end()
    assert not set(body[end:]) & set("$\\"), f"unescaped in {body!r}"
    assert sorted(set(stops)) == list(range(1, len(set(stops)) + 1)), "tab stops count from 1"
    return text + body[end:]


@pytest.mark.parametrize(("keyword", "label", "body"), SNIPPETS, ids=lambda value: value[:30])
def test_snippet_is_a_dockerfile(keyword, label, body):
    text = expanded(body)
    commands = [command.cmd.upper() for command in dockerfile.parse_string(text)]
    assert commands[0] in (keyword, "LABEL" if keyword == "MAINTAINER" else keyword, "RUN")
    assert keyword in commands or keyword == "MAINTAINER"


def test_snippet_labels_are_unique():
    labels = [label for _, label, _ in SNIPPETS]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("body", ["ENV A=$B", "ENV A=${1:x}\\", "ENV A=${2:x}", "ENV A=${FOO}"])
def test_the_snippet_check_finds_mistakes(body):
    with pytest.raises(AssertionError):
        expanded(body)


# Mounts

# Every key that BuildKit's parser knows, and those which it refuses for a type.
MOUNT_KEYS = {
    *words("from source src target dst destination ro readonly rw readwrite id sharing required size mode uid gid env")
}
REFUSED = {
    "bind": {"sharing", "required", "size", "mode", "uid", "gid"},
    "cache": {"required", "size"},
    "tmpfs": {"sharing", "required", "mode", "uid", "gid"},
    "secret": {"from", "sharing", "size"},
    "ssh": {"source", "src", "sharing", "size"},
}


def test_mount_types():
    assert list(MOUNTS) == ["bind", "cache", "tmpfs", "secret", "ssh"]
    assert SHARING == ("shared", "private", "locked")


@pytest.mark.parametrize("name", MOUNTS)
def test_mount_options_are_those_of_buildkit(name):
    mount = MOUNTS[name]
    names = [key for option in mount.options for key in (option.name, *option.aliases)]
    assert len(names) == len(set(names))
    assert not set(names) & set(mount.tolerated)
    assert set(names) | set(mount.tolerated) == MOUNT_KEYS - REFUSED[name]
    required = {option.name for option in mount.options if option.required}
    assert required == ({"target"} if name in ("bind", "cache", "tmpfs") else set())
    for option in mount.options:
        assert option.value in {"path", "stage", "bool", "string", "mode", "id", "sharing", "size", "env"}


def test_mount_option_lookup():
    assert mount_option("BIND", "SRC").name == "source"
    assert mount_option("cache", "destination").name == "target"
    assert mount_option("tmpfs", "readonly") is None
    assert mount_option("nope", "target") is None


# Variables


def test_predefined_variables_are_complete():
    scopes = {}
    for name, variable in PREDEFINED.items():
        assert name == variable.name
        assert variable.example
        scopes.setdefault(variable.scope, set()).add(name)
    parts = {f"{side}{part}" for side in ("TARGET", "BUILD") for part in ("PLATFORM", "OS", "ARCH", "VARIANT")}
    assert scopes["platform"] == parts | {"TARGETSTAGE"}
    proxies = {f"{kind}_PROXY" for kind in ("HTTP", "HTTPS", "FTP", "NO", "ALL")}
    assert scopes["proxy"] == proxies | {name.lower() for name in proxies}
    assert scopes["image"] == {"PATH"}
    assert scopes["buildkit"] >= {
        "SOURCE_DATE_EPOCH",
        *(f"BUILDKIT_{name}" for name in ["INLINE_CACHE", "CONTEXT_KEEP_GIT_DIR", "SYNTAX", "SANDBOX_HOSTNAME"]),
        *(f"BUILDKIT_{name}" for name in ["BUILD_NAME", "CACHE_MOUNT_NS", "MULTI_PLATFORM", "GIT_ADVICE"]),
    }


def test_modifiers():
    assert set(MODIFIERS) == {":-", "-", ":+", "+", ":?", "?", "#", "##", "%", "%%", "/", "//"}
    assert set(MODIFIERS_SINCE) <= set(MODIFIERS)
    for modifier, doc in MODIFIERS.items():
        assert doc.startswith(f"`${{name{modifier}")
        assert (f"Since Dockerfile {MODIFIERS_SINCE.get(modifier)}." in doc) == (modifier in MODIFIERS_SINCE)


# Signals


@pytest.mark.parametrize(
    "text", ["SIGTERM", "TERM", "sigterm", "Term", "SIGRTMIN+3", "rtmax-14", "15", "99", "-1", "+5", "015"]
)
def test_signals_which_buildkit_accepts(text):
    assert is_signal(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "00", "-0", "3.5", "SIG", "SIGF", "SIGFOO", "sgterm", "SIGSIGTERM", "SIGRTMIN+16", "SIGKILL 9"),
        *(" 9", "1,5", "-", "1_0", "é0", "１", "9" * 30, "9" * 5000),
    ],
)
def test_signals_which_buildkit_refuses(text):
    assert not is_signal(text)


def test_signal_numbers():
    assert (SIGNALS["SIGTERM"], SIGNALS["SIGKILL"], SIGNALS["SIGRTMIN+15"], SIGNALS["SIGRTMAX-14"]) == (15, 9, 49, 50)
    assert len(SIGNALS) == 34 + 31
    assert all(is_signal(name) and is_signal(str(number)) for name, number in SIGNALS.items())
    assert set(SIGNAL_DOCS) <= set(SIGNALS)


@given(st.text())
def test_is_signal_never_raises(text):
    assert is_signal(text) in (True, False)


# Labels


def test_labels_are_complete():
    keys = "created authors url documentation source version revision vendor licenses ref.name title description"
    assert {f"{OCI_PREFIX}{key}" for key in (*keys.split(), "base.digest", "base.name")} == {
        key for key in LABELS if key.startswith(OCI_PREFIX)
    }
    assert all(key == label.key for key, label in LABELS.items())
    assert not [key for key in LABELS if key.startswith(RESERVED_NAMESPACES)]


@pytest.mark.parametrize("key", LABELS)
def test_label_is_whole(key):
    label = LABELS[key]
    assert not label.replacement or label.replacement in LABELS
    assert label.deprecated == key.startswith("org.label-schema.")
    match label.format:
        case "url":
            assert label.example.startswith("https://")
        case "rfc3339":
            assert datetime.fromisoformat(label.example.replace("Z", "+00:00"))
        case "spdx":
            assert label.example in SPDX
        case "hash":
            assert re.fullmatch(r"[0-9a-f]{7,40}", label.example)
        case "digest":
            assert parse_reference(f"x@{label.example}")
        case "reference":
            assert parse_reference(label.example)
        case "semver":
            assert re.fullmatch(r"\d+(\.\d+)*", label.example)
        case "bool":
            assert label.example in ("true", "false")
        case other:
            assert other == "text"
            assert label.example


def test_licences():
    assert {"MIT", "Apache-2.0", "GPL-3.0-only", "BSD-3-Clause", "MPL-2.0", "ISC", "Unlicense", "0BSD"} <= SPDX
    assert {"GPL-2.0", "LGPL-2.1+"} <= SPDX_DEPRECATED
    assert "Classpath-exception-2.0" in SPDX_EXCEPTIONS
    assert not SPDX & SPDX_DEPRECATED
    assert len(SPDX) > 600


# Directives, checks and features


def test_directives():
    assert list(DIRECTIVES) == ["syntax", "escape", "check"]
    assert [value for value, _ in DIRECTIVES["escape"].values] == ["\\", "`"]
    assert len(CHECKS) == 22
    assert {name for name, doc in CHECKS.items() if "(experimental)" in doc} == EXPERIMENTAL_CHECKS
    assert check_url("JSONArgsRecommended").endswith("/json-args-recommended/")
    assert check_url("SecretsUsedInArgOrEnv").endswith("/secrets-used-in-arg-or-env/")


def version(text):
    major, number = text.split(".")
    return int(major), int(number)


def test_versions_are_in_order():
    assert [version(feature.since) for feature in FEATURES.values()] == sorted(
        version(feature.since) for feature in FEATURES.values()
    )
    for known in (*FEATURES.values(), *(known for _, known in FLAGS)):
        assert not known.labs or version(known.labs) < version(known.since)


@pytest.mark.parametrize(
    ("syntax", "pinned"),
    [
        ("docker/dockerfile:1.4", "1.4"),
        ("docker.io/docker/dockerfile:1.4.3", "1.4"),
        ("docker/dockerfile-upstream:1.7-labs", "1.7-labs"),
        ("docker/dockerfile:1.0-experimental", "1.0-labs"),
        *((text, "") for text in ("docker/dockerfile", "docker/dockerfile:1", "docker/dockerfile:latest", "a", "")),
        *((f"docker/dockerfile:{tag}", "") for tag in ("labs", "1-labs", "2.4", "1.4@sha256:" + "0" * 64, "master")),
        ("ghcr.io/docker/dockerfile:1.4", ""),
    ],
)
def test_which_version_is_pinned(syntax, pinned):
    found = frontend(syntax)
    assert (str(found[0]) if found else "") == pinned
    if found:
        assert syntax[found[1] : found[2]].startswith(pinned.removesuffix("-labs"))


# References

GOOD = {
    "alpine": ("docker.io", "library/alpine", "", ""),
    "alpine:3.24": ("docker.io", "library/alpine", "3.24", ""),
    "grafana/grafana": ("docker.io", "grafana/grafana", "", ""),
    "docker.io/alpine": ("docker.io", "library/alpine", "", ""),
    "index.docker.io/library/alpine:3": ("docker.io", "library/alpine", "3", ""),
    "ghcr.io/acme/app/sub:v1@sha256:" + HEX: ("ghcr.io", "acme/app/sub", "v1", "sha256:" + HEX),
    "x@sha512:" + HEX * 2: ("docker.io", "library/x", "", "sha512:" + HEX * 2),
    "reg:5000/z:latest": ("reg:5000", "z", "latest", ""),
    "localhost/x": ("localhost", "x", "", ""),
    "localhost:5000": ("docker.io", "library/localhost", "5000", ""),
    "UPPER/x": ("UPPER", "x", "", ""),
    "lower:UPPER_Tag.1-x": ("docker.io", "library/lower", "UPPER_Tag.1-x", ""),
    "[2001:db8::1]:5000/repo:tag": ("[2001:db8::1]:5000", "repo", "tag", ""),
    "192.168.1.1:5000/repo:5050": ("192.168.1.1:5000", "repo", "5050", ""),
    "foo_bar.com:8080": ("docker.io", "library/foo_bar.com", "8080", ""),
    "foo_bar.com/x": ("foo_bar.com", "x", "", ""),
    "a__b--c.d/e": ("a__b--c.d", "e", "", ""),
    "xn--n3h.com/myimage:xn--n3h.com": ("xn--n3h.com", "myimage", "xn--n3h.com", ""),
    "a/" * 127 + "a:t": ("docker.io", "a/" * 127 + "a", "t", ""),
}
BAD = [
    *("", "/x", "x/", "a//b", "x:", "x@", ":tag", "Alpine", "UPPER/xR/x", "test:5000/Upper/x", "-x", "x-", "x_", ".x"),
    *("x..y", "x___y", "x y", "x\n", " x", "x:a:b", "x:-tag", "x:" + "t" * 129, "alpine:3.2<0", "aa/asdf$$^/aa", "é"),
    *("[2001:db8::1]", "[fe80::1%eth0]:5000/repo", "reg:port/x", "https://reg/x", "a/" * 128 + "a:tag", HEX),
    *("x@sha256:12", "x@sha256:" + HEX[:63], "x@sha256:" + HEX + "0", "x@sha256:" + HEX.upper(), "x@" + HEX),
    *("x@md5:" + HEX[:32], "@sha256:" + HEX, "node:24@sha256:0000000000000", "x@sha256:" + HEX + ":tag"),
]


@pytest.mark.parametrize("text", GOOD)
def test_good_references(text):
    reference = parse_reference(text)
    assert reference[:4] == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_bad_references(text):
    assert parse_reference(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("node", (None, "node", None, None)),
        ("docker.io/node:24", ("docker.io", "node", "24", None)),
        ("ghcr.io/acme/app:v1@sha256:" + HEX, ("ghcr.io", "acme/app", "v1", "sha256:" + HEX)),
        ("foo_bar.com/x/y:z", ("foo_bar.com", "x/y", "z", None)),
    ],
)
def test_spans_lead_into_the_text(text, parts):
    assert tuple(span and text[slice(*span)] for span in parse_reference(text)[4:]) == parts


@pytest.mark.parametrize(
    ("text", "familiar", "url"),
    [
        ("library/node", "node", "https://hub.docker.com/_/node"),
        ("docker.io/grafana/grafana", "grafana/grafana", "https://hub.docker.com/r/grafana/grafana"),
        ("library/a/b", "library/a/b", "https://hub.docker.com/r/library/a/b"),
        ("quay.io/a/b", "quay.io/a/b", "https://quay.io/repository/a/b"),
        ("mcr.microsoft.com/a/b:1", "mcr.microsoft.com/a/b", "https://mcr.microsoft.com/artifact/mar/a/b"),
        ("ghcr.io/a/b", "ghcr.io/a/b", "https://github.com/a/b/pkgs/container/b"),
        ("ghcr.io/a/b/c", "ghcr.io/a/b/c", "https://github.com/a/b/pkgs/container/b%2Fc"),
        ("public.ecr.aws/a/b", "public.ecr.aws/a/b", "https://gallery.ecr.aws/a/b"),
        ("gcr.io/a/b", "gcr.io/a/b", "https://gcr.io/a/b"),
        ("localhost:5000/a", "localhost:5000/a", ""),
    ],
)
def test_names_and_pages(text, familiar, url):
    reference = parse_reference(text)
    assert (reference.familiar, registry_url(reference)) == (familiar, url)


PIECES = st.sampled_from([*"aZ0._-/:@[]% é\n", "__", "sha256:", HEX, "docker.io", "localhost", "library/", "index."])


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_parsing_never_raises_and_normalising_is_stable(text):
    reference = parse_reference(text)
    if reference is None:
        return
    tag = f":{reference.tag}" if reference.tag else ""
    digest = f"@{reference.digest}" if reference.digest else ""
    assert parse_reference(f"{reference.name}{tag}{digest}")[:4] == reference[:4]
    assert parse_reference(f"{reference.familiar}{tag}{digest}")[:4] == reference[:4]
    assert isinstance(registry_url(reference), str)
    assert text[slice(*reference.repository_span)] in (reference.repository, reference.familiar)
    assert reference.tag_span is None or text[slice(*reference.tag_span)] == reference.tag
    assert reference.digest_span is None or text[slice(*reference.digest_span)] == reference.digest


# Images


@pytest.mark.parametrize("name", IMAGES)
def test_image_is_whole(name):
    image = IMAGES[name]
    assert image.name == name
    assert parse_reference(name).familiar == name
    assert all(parse_reference(f"{name}:{tag}") for tag in image.tags)
    assert "\n" not in image.doc
    assert image.runs_as == (image.user or "root")
    assert not image.user or image.users
    assert image.package_manager in ("", "apt", "apk", "dnf", "microdnf", "yum", "zypper", "pacman", "tdnf")
    assert not image.stop_signal or is_signal(image.stop_signal)
    assert len(dict(image.env)) == len(image.env)
    assert len(dict(image.eol)) == len(image.eol)
    assert all(date.fromisoformat(day) for _, day in image.eol)
    assert not image.light or image.builds


@pytest.mark.parametrize("name", [name for name, image in IMAGES.items() if image.tags])
def test_recommended_tags_are_supported(name):
    for tag in IMAGES[name].tags:
        end = end_of_life(IMAGES[name], tag)
        assert end is None or end[1] > AS_OF, f"{name}:{tag} ended"


def test_lookup():
    assert lookup("node") is lookup("docker.io/library/node:24@sha256:" + HEX) is lookup("index.docker.io/node")
    assert lookup("public.ecr.aws/docker/library/python:3.14") is IMAGES["python"]
    assert lookup("gcr.io/distroless/static") is IMAGES["gcr.io/distroless/static-debian13"]
    assert lookup("gcr.io/distroless/static-debian12").name.endswith("static-debian12")
    for name in ("nope", "acme/node", "ghcr.io/node", "", "Node", "scratch"):
        assert lookup(name) is None


@pytest.mark.parametrize(
    ("name", "tag", "part"),
    [
        ("node", "18-alpine", "18"),
        ("node", "18.20.1", "18"),
        ("python", "3.9-slim", "3.9"),
        ("python", "3.14-slim-buster", "buster"),
        ("golang", "1.27-alpine3.15", "alpine3.15"),
        ("php", "7.4-fpm", "7.4"),
        ("php", "7-fpm", "7"),
        ("debian", "buster-slim", "buster"),
        ("debian", "10.13", "10"),
        ("python", "3.90", None),
        ("node", "180", None),
        ("node", "lts", None),
        ("node", "latest", None),
        ("alpine", "3.24.1", None),
    ],
)
def test_end_of_life(name, tag, part):
    end = end_of_life(IMAGES[name], tag)
    assert (end and end[0]) == part


def test_build_tools():
    assert has_build_tools(IMAGES["node"], "24")
    assert has_build_tools(IMAGES["node"], "latest")
    assert not has_build_tools(IMAGES["node"], "24-slim")
    assert not has_build_tools(IMAGES["node"], "24-alpine3.24")
    assert has_build_tools(IMAGES["golang"], "1.27-alpine")
    assert has_build_tools(IMAGES["eclipse-temurin"], "25-jdk")
    assert not has_build_tools(IMAGES["eclipse-temurin"], "25-jre-alpine")
    assert not has_build_tools(IMAGES["alpine"], "3.24")
