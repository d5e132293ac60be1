"""A language server which answers `initialize`, with a mouth full of promises, and nothing ever after.

It is the control of the editor tests: whatever still passes against it proves nothing about dockerls.
"""

import json
import sys

PROMISES = {
    "textDocumentSync": {"openClose": True, "change": 2, "save": True},
    "hoverProvider": True,
    "completionProvider": {},
    "codeActionProvider": {"codeActionKinds": ["quickfix"]},
}


def main() -> None:
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while header := stdin.readline():
        length = 0
        while header.strip():
            name, _, value = header.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
            header = stdin.readline()
        message = json.loads(stdin.read(length))
        if message.get("method") == "exit":
            return
        if message.get("method") == "initialize":
            answer = {"jsonrpc": "2.0", "id": message["id"], "result": {"capabilities": PROMISES}}
            body = json.dumps(answer).encode()
            stdout.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            stdout.flush()


if __name__ == "__main__":
    main()
