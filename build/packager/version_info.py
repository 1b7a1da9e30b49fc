"""The version resource that Windows shows of the two programs; runs inside PyInstaller on Windows."""

from __future__ import annotations

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

from packager.project import CHINESE_NAME, PUBLISHER, version

SIMPLIFIED_CHINESE, UTF_16 = 0x0804, 1200
DESCRIPTIONS = {"Wenheng": f"{CHINESE_NAME} 公文编辑与核校", "wenheng-cli": f"{CHINESE_NAME}命令行"}


def version_info(program: str) -> VSVersionInfo:
    """The resource of that program, with the version of pyproject.toml."""
    numbers = (*(int(part) for part in version().split(".")), 0)
    words = {
        "CompanyName": PUBLISHER, "FileDescription": DESCRIPTIONS[program], "FileVersion": version(), "InternalName": program,
        "LegalCopyright": f"© {PUBLISHER}，MIT 许可证", "OriginalFilename": f"{program}.exe", "ProductName": CHINESE_NAME,
        "ProductVersion": version(),
    }  # fmt: skip
    table = StringTable(f"{SIMPLIFIED_CHINESE:04X}{UTF_16:04X}", [StringStruct(name, text) for name, text in words.items()])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0, date=(0, 0)),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [SIMPLIFIED_CHINESE, UTF_16])])],
    )
