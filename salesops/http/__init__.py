"""What the server answers beside the pages: sign-in, health, and the door for leads."""

from starlette.middleware import Middleware
from starlette.routing import Route

from salesops.http.api import post_leads
from salesops.http.gate import Gate
from salesops.http.health import healthz, readyz
from salesops.http.root import Root
from salesops.http.sign_in import device, sign_in, sign_out

routes = [
    Route("/healthz", healthz, methods=["GET"]),
    Route("/readyz", readyz, methods=["GET"]),
    Route("/login", sign_in, methods=["GET", "POST"]),
    Route("/logout", sign_out, methods=["GET"]),
    Route("/device/{secret}", device, methods=["GET"]),
    Route("/api/v1/leads", post_leads, methods=["POST"]),
]
middleware = [Middleware(Gate), Middleware(Root)]


def middleware_with(style: str) -> list[Middleware]:
    """The same, with a style sheet in the page from the start."""
    return [Middleware(Gate), Middleware(Root, style=style)]


__all__ = ["middleware", "middleware_with", "routes"]
