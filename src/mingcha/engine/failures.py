"""Broken exchanges as sentences: libcurl's error numbers to the contract's kinds of failure."""

import re

import pycurl

from mingcha.core.fetch import FailureKind
from mingcha.engine.transfer import Answer, Caps

TLS_ERRORS = frozenset(
    (
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_PEER_FAILED_VERIFICATION,
        pycurl.E_SSL_CIPHER,
        pycurl.E_SSL_ISSUER_ERROR,
        pycurl.E_SSL_CERTPROBLEM,
        pycurl.E_SSL_ENGINE_INITFAILED,
        pycurl.E_SSL_CACERT_BADFILE,
        pycurl.E_SSL_INVALIDCERTSTATUS,
        pycurl.E_SSL_PINNEDPUBKEYNOTMATCH,
    )
)
_RESETS = frozenset((pycurl.E_SEND_ERROR, pycurl.E_RECV_ERROR, pycurl.E_GOT_NOTHING))
_UNTIDY_ENDS = frozenset((pycurl.E_PARTIAL_FILE, pycurl.E_RECV_ERROR, pycurl.E_OPERATION_TIMEDOUT))
_END_OF_PAGE = re.compile(rb"</html\s*>", re.I)
"""A page that came to its end is a page, as in every browser, whatever its length or closing said."""
_BLANK = (b"\r\n", b"\n")
"""The line that ends a head; trailers may follow it."""
_BROKEN_HTTP = {
    pycurl.E_UNSUPPORTED_PROTOCOL: "答复没有 HTTP 状态行（HTTP/0.9 或其他协议）",
    pycurl.E_HTTP_POST_ERROR: "答复不符合 HTTP 格式",
    pycurl.E_PARTIAL_FILE: "内容未传完连接就断开，或实际长度少于所声明的长度",
    pycurl.E_BAD_CONTENT_ENCODING: "压缩的内容无法解开",
    pycurl.E_FTP_WEIRD_SERVER_REPLY: "答复不符合 HTTP 格式",
}


def failed(answer: Answer, caps: Caps, timeout_s: float) -> tuple[FailureKind, str] | None:
    """The kind and the sentence of a broken exchange; None when it ended well."""
    stopped = _stopped(answer, caps)
    if stopped is not None:
        return stopped
    if not answer.error:
        if answer.raw_headers and not any(line in _BLANK for line in answer.raw_headers):
            return FailureKind.BAD_HTTP, "响应头未传完连接就断开"
        return None
    error, message = answer.error, answer.message
    if error in _UNTIDY_ENDS and _END_OF_PAGE.search(answer.body[-1024:]):
        return None
    if error == pycurl.E_COULDNT_RESOLVE_HOST:
        return FailureKind.DNS, "域名无法解析：请核对域名是否已停用或拼写有误"
    if error == pycurl.E_COULDNT_CONNECT:
        return FailureKind.CONNECT, "无法建立连接：服务器拒绝连接或网络不通"
    if error == pycurl.E_OPERATION_TIMEDOUT:
        return FailureKind.TIMEOUT, f"{timeout_s:g} 秒内未能打开"
    if error in TLS_ERRORS:
        return FailureKind.TLS, f"HTTPS 连接无法建立，放宽要求后仍失败（{_short(message)}）"
    if error in _RESETS:
        if "chunk" in message.lower():
            return FailureKind.BAD_HTTP, f"分块传输的内容有误（{_short(message)}）"
        if error == pycurl.E_GOT_NOTHING:
            return FailureKind.RESET, "服务器未作任何答复就断开连接"
        return FailureKind.RESET, "连接被服务器中断"
    return FailureKind.BAD_HTTP, _BROKEN_HTTP.get(error, f"答复无法读取（{_short(message)}）")


def _stopped(answer: Answer, caps: Caps) -> tuple[FailureKind, str] | None:
    """Why we ourselves broke off; a refused address matters only where no other address answered."""
    if answer.stopped == "refused" and answer.error:
        detail = (
            f"指向内网或保留地址 {answer.refused_address}，按规定不予访问；"
            "确属本单位内网网站的，请在登记表“允许内网”列填“是”"
        )
        return FailureKind.ADDRESS_REFUSED, detail
    if answer.stopped == "too_large":
        return FailureKind.TOO_LARGE, f"内容超过 {_megabytes(caps.body)}，未继续读取"
    if answer.stopped == "bomb":
        return FailureKind.BOMB, f"压缩内容解开后超过 {_megabytes(caps.unpacked)}，未继续读取"
    if answer.stopped == "flood":
        return FailureKind.BAD_HTTP, "响应头过长，未继续读取"
    return None


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.3g} MB"


def _short(message: str) -> str:
    return " ".join(message.split())[:160]
