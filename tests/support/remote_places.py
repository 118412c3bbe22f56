"""Places that batches are sent to, each a server on this machine that speaks the real protocol.

moto speaks S3, gcp-storage-emulator the API of Google Cloud Storage, pyftpdlib FTP over TLS; Scrapy's own storages
speak to them.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from certificates import make_certificate
from loopback import free_port

SECRET = "hush-hush"
_NAME = "%(run_id)s-%(batch_id)04d.jsonl%(compression)s"


@dataclass
class Place:
    """A destination of batches: the feed's address as typed and as shown, and what has arrived there."""

    uri: str
    shown: str
    files: Callable[[], dict[str, bytes]]
    close_door: Callable[[], object]
    settings: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)


@contextmanager
def s3_place(folder: Path) -> Iterator[Place]:
    """A bucket of S3."""
    boto3 = pytest.importorskip("boto3")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=url, **keys)
    client.create_bucket(Bucket="lines")

    def files() -> dict[str, bytes]:
        found = client.list_objects_v2(Bucket="lines").get("Contents", ())
        return {entry["Key"]: client.get_object(Bucket="lines", Key=entry["Key"])["Body"].read() for entry in found}

    def close_door() -> None:
        for name in files():
            client.delete_object(Bucket="lines", Key=name)
        client.delete_bucket(Bucket="lines")

    settings = {"AWS_ENDPOINT_URL": url, "AWS_REGION_NAME": "us-east-1"}
    environment = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": SECRET}
    try:
        yield Place(f"s3://lines/articles/{_NAME}", "s3://lines/articles/", files, close_door, settings, environment)
    finally:
        client.close()
        urlopen(f"{url}/moto-api/reset", b"").close()  # otherwise it keeps its content for the next server
        server.stop()


@contextmanager
def gcs_place(folder: Path) -> Iterator[Place]:
    """A bucket of Google Cloud Storage."""
    storage = pytest.importorskip("google.cloud.storage")
    emulator = pytest.importorskip("gcp_storage_emulator.server")
    from google.auth.credentials import AnonymousCredentials

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = emulator.create_server("127.0.0.1", port, in_memory=True, default_bucket="lines")
    server.start()
    client = storage.Client("tests", AnonymousCredentials(), client_options={"api_endpoint": url})
    bucket = client.bucket("lines")

    def files() -> dict[str, bytes]:
        return {blob.name: blob.download_as_bytes() for blob in bucket.list_blobs()}

    def close_door() -> None:
        bucket.delete(force=True)

    environment = {"STORAGE_EMULATOR_HOST": url}
    try:
        yield Place(f"gs://lines/articles/{_NAME}", "gs://lines/articles/", files, close_door, {}, environment)
    finally:
        client.close()
        server.stop()


@contextmanager
def ftps_place(folder: Path) -> Iterator[Place]:
    """A folder behind FTP over TLS, whose certificate is trusted."""
    handlers = pytest.importorskip("pyftpdlib.handlers")
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.servers import FTPServer

    certificate, key = make_certificate(folder)
    home = folder / "home"
    home.mkdir()
    authorizer = DummyAuthorizer()
    authorizer.add_user("news", SECRET, str(home), perm="elradfmw")
    attributes = {
        "certfile": str(certificate),
        "keyfile": str(key),
        "authorizer": authorizer,
        "tls_control_required": True,
        "tls_data_required": True,
    }
    server = FTPServer(("127.0.0.1", 0), type("Handler", (handlers.TLS_FTPHandler,), attributes))
    ends = threading.Event()

    def serve() -> None:
        while not ends.is_set():
            server.serve_forever(timeout=0.05, blocking=False)

    thread = threading.Thread(target=serve)
    thread.start()
    where = f"127.0.0.1:{server.address[1]}/articles/"

    def files() -> dict[str, bytes]:
        return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}

    environment = {"SSL_CERT_FILE": str(certificate)}
    try:
        uri = f"ftps://news:{SECRET}@{where}{_NAME}"
        yield Place(uri, f"ftps://{where}", files, lambda: authorizer.remove_user("news"), {}, environment)
    finally:
        ends.set()
        thread.join()
        server.close_all()


PLACES = {"s3": s3_place, "gs": gcs_place, "ftps": ftps_place}


@contextmanager
def open_place(name: str, folder: Path) -> Iterator[Place]:
    """The place of this name, with its environment, until the block ends."""
    with PLACES[name](folder) as place, pytest.MonkeyPatch.context() as patch:
        for variable, value in place.environment.items():
            patch.setitem(os.environ, variable, value)
        yield place
