"""Scrapy on the same farm: follows every link of its hosts, takes title, meta tags and length of text.

python -m benchmarks.scrapy_peer HOST:PORT… prints how many pages it read.
"""

import sys
from collections.abc import Iterator
from typing import Any, ClassVar

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor


class Reader(scrapy.Spider):
    """Reads what a minimal inspection would read."""

    name = "reader"
    handle_httpstatus_list = (404,)
    custom_settings: ClassVar[dict[str, Any]] = {
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "ROBOTSTXT_OBEY": True,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }

    def __init__(self, hosts: list[str]) -> None:
        super().__init__()
        self.read: set[str] = set()
        self.start_urls = [f"http://{host}/" for host in hosts]
        self.allowed_domains = [host.partition(":")[0] for host in hosts]
        self._links = LinkExtractor(allow_domains=hosts)  # it compares ports too

    def closed(self, _reason: str) -> None:
        """Say how much was read."""
        print(len(self.read))

    def parse(self, response: Any) -> Iterator[Any]:
        """One page."""
        if response.status != 200 or not hasattr(response, "xpath"):
            return
        self.read.add(response.url.replace("/index.html", "/"))
        text = "".join(response.xpath("//body//text()[not(parent::script or parent::style)]").getall())
        tags = {tag.attrib["name"]: tag.attrib.get("content") for tag in response.xpath("//meta[@name]")}
        yield {"title": response.xpath("//title/text()").get(), "tags": tags, "length": len(text)}
        for link in self._links.extract_links(response):
            yield scrapy.Request(link.url, self.parse)


if __name__ == "__main__":
    process = CrawlerProcess()
    process.crawl(Reader, hosts=sys.argv[1:])
    process.start()
