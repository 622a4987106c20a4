"""The YAML form of a list: read it with every mistake named, and write it.

    format: 1
    title: Awesome On-device AI
    homepage: https://github.com/…              # optional
    sections:                                   # optional: the order of the sections, where the entries
      - [Papers, 1. Learning on Devices]        # do not show it already
    entries:
      - title: "POET: Training Neural Networks on Tiny Devices"   # required; everything below is optional
        kind: paper                             # paper | project | resource
        name: POET                              # the short name that it goes by
        authors: Patil et al.                   # as the list words them
        venue: ICML
        year: 2022
        sections:                               # one path for each placement
          - [Papers, 1. Learning on Devices]
        links:
          - {kind: paper, url: https://…, label: pdf}   # the label is optional
        description: one line
        added: 2022-11-08                       # when it joined the list

Every value is text until a field says otherwise, so a title may be `NO` or `2022` without quotes.  Text
is kept on one line, without control characters.  A field with a mistake is reported and left out (an
address that leads nowhere is kept); an entry is left out only if its title is missing or its syntax is broken.
"""

from bot.domain.yaml_format.reader import read_yaml
from bot.domain.yaml_format.writer import write_yaml

__all__ = ["read_yaml", "write_yaml"]
