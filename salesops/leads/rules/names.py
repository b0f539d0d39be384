"""How a name is found: by characters, by full pinyin and by initials."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def pinyin_of(name: str) -> str:
    """Pinyin and initials in one text to search in: 王小明 → `wangxiaoming wxm`; Latin names stay as they are."""
    from pypinyin import Style, lazy_pinyin

    syllables = [part.lower() for part in lazy_pinyin(name.strip(), style=Style.NORMAL) if part.strip()]
    joined = "".join(syllables).replace(" ", "")
    initials = "".join(part[0] for part in syllables if part)
    return f"{joined} {initials}".strip()
