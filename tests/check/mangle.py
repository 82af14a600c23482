"""Rule files mangled at random, by a seed: zhibiao check must tell what is wrong with them, and never break."""
import random
import re

TOKEN = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|\b\d+\b|\b(?:true|false|nil)\b|\b[a-z_]+(?= =)|[{}]')
VALUES = ['5', '-1', '1.5', '"x"', '""', '"gdp"', '"增长"', '"\\255"', '{}', '{ 1 }', '{ "a", "a" }', '{ name = 1 }', 'nil', 'true',
          'function() end', '"{figure}"', '"{rise}* {rise}* {figure}"', '("x"):rep(9)', '1e300', 'math.huge', '{ { {} } }', '0/0']
KEYS = ['name', 'match', 'code', 'nmae', 'sign', 'examples', 'defaults', '[1]', '[2]', '["a b"]']


def values(text, rng, n):
    """The text with n of its words or tables replaced by others that Lua reads."""
    for _ in range(n):
        places = list(TOKEN.finditer(text))
        if not places:
            return text
        place = rng.choice(places)
        old = place.group(0)
        if old == "{":
            new = rng.choice(['{ ' + rng.choice(VALUES) + ', ', '{ ' + rng.choice(KEYS) + ' = ' + rng.choice(VALUES) + ', '])
        elif old == "}":
            new = rng.choice([', ' + rng.choice(VALUES) + ' }', '}'])
        elif re.match("[a-z]", old) and old not in ("true", "false", "nil"):
            new = rng.choice(KEYS)
        else:
            new = rng.choice(VALUES)
        text = text[:place.start()] + new + text[place.end():]
    return text


def match_signs(text, rng, n):
    """Signs of patterns put in, taken out or exchanged."""
    places = list(re.finditer(r'match = "([^"\n]*)"', text))
    for place in rng.sample(places, min(n, len(places))):
        chars = list(place.group(1))
        for _ in range(3):
            at = rng.randrange(len(chars) + 1)
            chars[at:at + rng.choice([0, 0, 1, 2])] = rng.choice(["*", "+", "?", "{", "}", "|", "'", "^", "$", " ", "{text}*", "{figure}", "增"])
        text = text.replace(place.group(0), 'match = "' + "".join(chars).replace("\\", "") + '"', 1)
    return text


def bytes_of(text, rng, n):
    raw = bytearray(text.encode())
    for _ in range(n):
        at = rng.randrange(len(raw))
        raw[at:at + rng.choice([0, 1, 1, 5])] = rng.choice([b"", b"\xff", b"{", b"}", b'"', b"=", b",", b"\0", b"--[["])
    return bytes(raw)


def mangled(text, rng):
    how = rng.choice(["values", "values", "values", "match", "bytes"])
    if how == "values":
        return values(text, rng, rng.choice([1, 3, 10, 40])).encode()
    if how == "match":
        return match_signs(text, rng, 8).encode()
    return bytes_of(text, rng, rng.choice([1, 3]))


def replay(seed, sources):
    """Some of the files (name to text), mangled. Returns: name to bytes."""
    rng = random.Random(seed)
    names = sorted(sources)
    return {name: mangled(sources[name], rng) for name in rng.sample(names, rng.choice([1, 2, 4]))}
