#!/usr/bin/env python3
"""The same articles as a folder of pages: made by the guide, and by Hugo.

    cargo build --release --bin career-guide
    python3 benches/hugo.py [number of articles]

It installs nothing. It needs Linux, python3 and hugo. Both read the same Markdown files and write
HTML. Hugo gets the smallest templates there can be, the guide draws its own: header, footer,
contents, line beside the article, links between steps, search. Counted is the CPU time of each
process, user and system.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile

NUMBER = sys.argv[1] if len(sys.argv) > 1 else "10000"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def cpu(command, **more):
    """CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def pages(folder):
    return sum(name.endswith(".html") for _, _, names in os.walk(folder) for name in names)


if not shutil.which("hugo"):
    sys.exit("hugo is not here; see the top of this file")
folder = tempfile.mkdtemp()
content, theirs = f"{folder}/content", f"{folder}/hugo"
# Cargo goes first: its time is not counted.
subprocess.run(["cargo", "bench", "-q", "--bench", "startup", "--", "--write", content, NUMBER], cwd=ROOT, check=True)
shutil.copytree(f"{content}/guide", f"{theirs}/content/guide")
write(f"{theirs}/config.toml", 'baseURL = "https://bench.example/"\ntitle = "Bench"\n'
      'disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
write(f"{theirs}/layouts/_default/single.html",
      "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .TableOfContents }}{{ .Content }}")
write(f"{theirs}/layouts/_default/list.html",
      '<!doctype html><title>{{ .Title }}</title>{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}')
program = f"{ROOT}/target/release/career-guide"
check = cpu([program, "check", "--content", content])
guide = cpu([program, "export", f"{folder}/ours", "--content", content])
hugo = cpu(["hugo", "--quiet", "--source", theirs])
print(f"guide: {check:.1f} s of CPU to build and check, {guide:.1f} s to write {pages(folder + '/ours')} pages as well")
print(f"hugo:  {hugo:.1f} s of CPU for {pages(theirs + '/public')} pages; guide : hugo {guide / hugo:.2f}")
shutil.rmtree(folder)
