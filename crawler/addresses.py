"""Addresses: one form for each page, and only public hosts."""

import ipaddress
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

MAX_LENGTH = 400
MAX_PARAMETERS = 4
MAX_SEGMENTS = 12
_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "_ga", "sessionid", "phpsessid", "jsessionid")
_PRINT = frozenset({"print", "tulosta", "printable"})
_USUAL_PORTS = {"http": 80, "https": 443}


def fold(url: str) -> str | None:
    """Return the one form of an address, or None for what is never fetched.

    Tracking and print parameters and the fragment go, the rest is sorted. None: not http(s),
    carries a password, or has the marks of a trap (very long, many parameters, a path that
    repeats itself).
    """
    if len(url) > MAX_LENGTH:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        return None
    if parts.scheme not in _USUAL_PORTS or not host or parts.username is not None:
        return None
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS or any(segments.count(s) > 2 for s in segments):
        return None
    pairs = sorted(
        (key, value) for key, value in parse_qsl(parts.query) if not _is_noise(key.lower())
    )
    if len(pairs) > MAX_PARAMETERS:
        return None
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in {None, _USUAL_PORTS[parts.scheme]} else f"{shown}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", urlencode(pairs), ""))


def is_public(address: str) -> bool:
    """Whether an IP address is out on the public net (what cannot be read is not)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return ip.is_global and not ip.is_multicast


def is_literal(host: str) -> bool:
    """Whether a host is written as an IP address and not as a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_noise(key: str) -> bool:
    return key in _PRINT or key.startswith(_TRACKING)
