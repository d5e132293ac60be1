#: Cache mount: dnf
#: The cache of dnf 5 (Fedora 41 on) is /var/cache/libdnf5, that of dnf 4 (RHEL, UBI, CentOS Stream) /var/cache/dnf.
#: `keepcache` keeps the packages after their install; weak dependencies are what dnf calls recommendations.
#: Nothing is left in the image, so no `dnf clean all` is needed.
#: at: stage
#: base: fedora:44
RUN --mount=type=cache,target={{1|/var/cache/libdnf5,/var/cache/dnf}},sharing=locked \
    dnf install -y --setopt=install_weak_deps=False --setopt=keepcache=True \
        {{2:git}} \
        {{3:make}}
