"""Certificates with faults, made by the openssl program for the test that needs them."""

import shutil
import ssl
import subprocess
import warnings
from pathlib import Path

import pytest

_AUTHORITY = """
[ca]
default_ca = own
[own]
database = {folder}/database
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any
[any]
commonName = supplied
"""


def certificate(folder: Path, name: str, until: str = "20991231000000Z") -> Path:
    """A self-signed certificate, valid from 2020 until a day, and its key, in one PEM file."""
    key, wish, cert, pem = (folder / f"{part}.pem" for part in ("key", "wish", "cert", "both"))
    (folder / "database").write_text("")
    (folder / "serial").write_text("01")
    config = folder / "authority.cnf"
    config.write_text(_AUTHORITY.format(folder=folder))
    subject = f"/CN={name}"
    _openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", wish, "-subj", subject)
    dates = ("-startdate", "20200101000000Z", "-enddate", until)
    _openssl(
        "ca", "-batch", "-selfsign", "-config", config, "-keyfile", key, "-in", wish, "-out", cert, *dates
    )
    pem.write_bytes(key.read_bytes() + cert.read_bytes())
    return pem


def _openssl(*words: str | Path) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("本机缺少 openssl：不能生成测试证书")
    made = subprocess.run([program, *map(str, words)], capture_output=True, check=False)
    assert made.returncode == 0, made.stderr.decode()


def modern(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def ancient(pem: Path) -> ssl.SSLContext:
    """A server that knows nothing later than TLS 1.0 with RSA key exchange and CBC."""
    context = modern(pem)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("AES128-SHA:@SECLEVEL=0")
    return context
