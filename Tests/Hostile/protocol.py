# SPDX-License-Identifier: EUPL-1.2
#
# The worker's protocol (Sources/Core/Worker/PROTOCOL.md) from the host's side.

import struct

DEFAULTS = dict(fuel=2000000, memory=16777216, depth=200, result=262144, levels=32, message=2048, cpu=500)


def text(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<I", len(data)) + data


def encode(value):
    if value is None: return b"n"
    if value is True: return b"t"
    if value is False: return b"f"
    if isinstance(value, int): return b"i" + struct.pack("<q", value)
    if isinstance(value, float): return b"d" + struct.pack("<d", value)
    if isinstance(value, str): return b"s" + text(value)
    if isinstance(value, list): return b"a" + struct.pack("<I", len(value)) + b"".join(map(encode, value))
    return b"o" + struct.pack("<I", len(value)) + b"".join(text(k) + encode(v) for k, v in value.items())


class Reader:
    def __init__(self, data): self.data, self.at = data, 0

    def take(self, form):
        value = struct.unpack_from("<" + form, self.data, self.at)[0]
        self.at += struct.calcsize("<" + form)
        return value

    def bytes(self):
        size = self.take("I")
        self.at += size
        return self.data[self.at - size:self.at]

    def text(self): return self.bytes().decode("utf-8")

    def value(self):
        tag = chr(self.take("B"))
        if tag in "ntf": return {"n": None, "t": True, "f": False}[tag]
        if tag == "i": return self.take("q")
        if tag == "d": return self.take("d")
        if tag == "s": return self.text()
        count = self.take("I")
        if tag == "a": return [self.value() for _ in range(count)]
        pairs = [(self.bytes(), self.value()) for _ in range(count)]
        assert pairs == sorted(pairs, key=lambda p: p[0]), "keys out of order"
        return {k.decode(): v for k, v in pairs}


def frame(payload): return struct.pack("<I", len(payload)) + payload


def load_frame(source, name="rule.lua", mode=1, seed=None, **limits):
    l = dict(DEFAULTS, **limits)
    return frame(b"L" + struct.pack("<B", mode) + text(name) + text(source) +
                 struct.pack("<qqIIIII", l["fuel"], l["memory"], l["depth"], l["result"], l["levels"], l["message"], l["cpu"]) +
                 (b"" if seed is None else struct.pack("<q", seed)))


def call_frame(args, number=0):
    return frame(b"C" + struct.pack("<II", number, len(args)) + b"".join(map(encode, args)))


def answers(data):
    at, out = 0, []
    while at < len(data):
        size = struct.unpack_from("<I", data, at)[0]
        out.append(data[at + 4:at + 4 + size])
        at += 4 + size
    return out


def decode(payload):
    r, kind = Reader(payload), chr(payload[0])
    r.at = 1
    if kind == "E": return dict(error=r.text(), line=r.take("I"), message=r.text())
    if kind == "M": return dict(number=r.take("I"), is_rule=r.take("B"), line=r.take("I"), fields=r.value())
    value, has_reason, reason = r.value(), r.take("B"), r.text()
    return dict(value=value, reason=reason if has_reason else None, fuel=r.take("q"), line=r.take("I"))
