"""Every command once: its words, key and tip; menus and toolbar are lists of their names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from app.core.profile import RESOURCES


@dataclass(frozen=True, slots=True)
class Command:
    """`needs` says when it is enabled: "" always, "report", "edit" (a report that may be edited)."""

    words: str
    key: str = ""
    tip: str = ""
    needs: str = ""
    icon: str = ""
    checkable: bool = False
    short: str = ""  # on the toolbar


COMMANDS = {
    "new": Command("新建(&N)…", "Ctrl+N", "按文种新建一份报告"),
    "open": Command("打开(&O)…", "Ctrl+O", "打开一份报告", icon="open", short="打开"),
    "sample": Command("打开样例(&E)", tip="打开随附的样例报告，可随意改动"),
    "save": Command("保存(&S)", "Ctrl+S", "保存，原文件另留一份备份", "report", "save", short="保存"),
    "save_as": Command("另存为(&A)…", "Ctrl+Shift+S", "存成另一个文件", "report"),
    "versions": Command("找回旧版本(&V)…", tip="打开或比较以前保存过的版本"),
    "reload": Command("重新打开(&R)", tip="放弃未保存的改动，重新读取文件", needs="report"),
    "close": Command("关闭报告(&C)", "Ctrl+W", "关闭这份报告", "report"),
    "quit": Command("退出(&X)", "Ctrl+Q", "关闭文衡"),
    "undo": Command("撤销(&U)", "Ctrl+Z", "撤销上一步", "edit", "undo", short="撤销"),
    "redo": Command("重做(&R)", "Ctrl+Y", "重做撤销的一步", "edit", "redo", short="重做"),
    "cut": Command("剪切(&T)", "Ctrl+X", "", "edit"),
    "copy": Command("复制(&C)", "Ctrl+C", "", "report"),
    "paste": Command("粘贴(&P)", "Ctrl+V", "只粘贴文字", "edit"),
    "select_all": Command("全选(&A)", "Ctrl+A", "", "report"),
    "find": Command("在报告结构中查找(&F)", "Ctrl+F", "查找标题或条目", "report"),
    "open_all": Command("全部展开(&E)", "", "", "report"),
    "level1": Command("只看第一层(&1)", "", "", "report"),
    "level2": Command("看到第二层(&2)", "", "", "report"),
    "level3": Command("看到第三层(&3)", "", "", "report"),
    "kind": Command("设定段落种类(&K)…", "Ctrl+K", "光标所在段落是标题、正文还是别的要素", "edit"),
    "section_up": Command("上移(&U)", "Alt+Shift+Up", "移到同层前一部分之前，序数随之更改；在“一是”中只移这一条", "edit"),
    "section_down": Command("下移(&D)", "Alt+Shift+Down", "移到同层后一部分之后，序数随之更改；在“一是”中只移这一条", "edit"),
    "promote": Command("升一层(&L)", "Alt+Shift+Left", "连同内容升高一层", "edit"),
    "demote": Command("降一层(&R)", "Alt+Shift+Right", "连同内容降低一层，归入前一部分", "edit"),
    "new_before": Command("在前面新增部分(&B)", "", "", "edit"),
    "new_after": Command("在后面新增部分(&A)", "Ctrl+Shift+N", "", "edit"),
    "new_inside": Command("在里面新增部分(&I)", "", "", "edit"),
    "section_split": Command("在光标处分开(&T)", "Ctrl+Shift+Return", "从光标处起成为新的部分", "edit"),
    "section_merge": Command("并入前一部分(&M)", "", "标题成为正文，内容归入同层前一部分", "edit"),
    "section_delete": Command("删除这一部分(&X)…", "Ctrl+Shift+Delete", "连同其中内容删除", "edit"),
    "own_line": Command("标题独立成行(&H)", "", "接排的标题自成一行", "edit"),
    "run_in": Command("标题后接排正文(&J)", "", "下面的正文接到标题后面", "edit"),
    "items_apart": Command("“一是”分段(&P)", "", "段内的“一是……二是……”各成一段", "edit"),
    "items_together": Command("“一是”合为一段(&G)", "", "分段的“一是……二是……”合为一段", "edit"),
    "count_report": Command("重编全文序数(&N)…", "Ctrl+Shift+R", "跳号、重号、错序、越级和不合国标的形式一并改正", "edit"),
    "count_branch": Command("重编这一部分的序数(&B)…", "", "", "edit"),
    "count_series": Command("重编同层的序数(&S)…", "", "", "edit"),
    "numbers_to_text": Command("自动编号转为文字(&T)", "", "", "edit"),
    "text_to_numbers": Command("文字转为自动编号(&A)", "", "", "edit"),
    "list_numerals": Command("改动前先列出序数(&L)", "", "移动、升降之前先列出随之更改的序数", "edit", checkable=True),
    "checking": Command("检查方式(&M)…", "", "稿别、阶段和单位方案", "report"),
    "unit": Command("单位方案(&U)…", "", "本单位与国标不同之处、单位规则、机关和领导名册；导入导出单位包"),
    "dictionary": Command("词库(&D)…", "", "本单位和个人认可的词、要改写的词"),
    "next": Command("下一处(&N)", "F8", "到下一条检查意见", "report"),
    "previous": Command("上一处(&P)", "Shift+F8", "到上一条检查意见", "report"),
    "fix": Command("更正(&F)", "Alt+Return", "更正打开的这条意见", "edit"),
    "fix_style": Command("改样式(&Y)", "Ctrl+Alt+Return", "不改段落，改打开的意见所指段落的样式", "edit"),
    "fix_kind": Command("更正同类(&S)…", "Alt+Shift+Return", "更正与打开的意见同一规则的全部意见", "edit"),
    "keep": Command("保留原文(&K)…", "Alt+K", "写明理由，不再提示打开的这条意见", "report"),
    "kept": Command("已保留的意见(&I)…", "", "查看和恢复保留原文的意见", "report"),
    "walk": Command("逐项更正(&W)…", "F7", "从头到尾逐条处理可以更正的意见", "edit", "walk", short="逐项更正…"),
    "fix_safe": Command("全部安全更正(&A)…", "", "更正全部不改变文字意思的意见", "edit", "all", short="全部安全更正…"),
    "row_above": Command("在上方插入行(&A)", tip="在光标所在的表格行上方插入一行", needs="edit"),
    "row_below": Command("在下方插入行(&B)", tip="在光标所在的表格行下方插入一行", needs="edit"),
    "row_remove": Command("删除行(&D)", tip="删除光标所在的表格行", needs="edit"),
    "edit_header": Command("编辑页眉(&H)", tip="编辑当前页的页眉；也可以双击页眉", needs="report"),
    "edit_footer": Command("编辑页脚(&F)", tip="编辑当前页的页脚；也可以双击页脚", needs="report"),
    "edit_box": Command("编辑下一个文本框(&T)", tip="依次编辑报告中的文本框；也可以单击文本框", needs="report"),
    "format": Command("按国标排版(&G)…", "Ctrl+G", "按 GB/T 9704-2012 调整版面、字体和段落", "edit", short="按国标排版"),
    "track": Command("修订(&T)", "Ctrl+Shift+E", "打开后，改动记作修订，以后可以接受或拒绝", "edit", checkable=True),
    "author": Command("修订者姓名(&U)…", "", "修订和批注上写的姓名"),
    "review_next": Command("下一处修订或批注(&N)", "Alt+F8", "", "report"),
    "review_previous": Command("上一处修订或批注(&P)", "Alt+Shift+F8", "", "report"),
    "accept": Command("接受修订(&A)", "Ctrl+Shift+A", "接受光标处的修订；选中文字时，接受其中全部修订", "edit"),
    "reject": Command("拒绝修订(&R)", "Ctrl+Shift+X", "拒绝光标处的修订；选中文字时，拒绝其中全部修订", "edit"),
    "accept_all": Command("接受全部修订(&L)…", "", "", "edit"),
    "reject_all": Command("拒绝全部修订(&J)…", "", "", "edit"),
    "comment_delete": Command("删除批注(&D)…", "Ctrl+Shift+D", "删除光标处的批注和对它的答复", "edit"),
    "comments_shown": Command("显示批注(&S)", "", "在页边显示批注", "report", checkable=True),
    "note_edit": Command("编辑脚注或尾注(&F)", "Ctrl+Shift+F", "编辑光标旁的脚注或尾注", "report"),
    "pane1": Command("报告结构(&1)", "Alt+1", "到报告结构；已在其中时隐藏", "report", checkable=True),
    "pane2": Command("报告正文(&2)", "Alt+2", "到报告正文", "report"),
    "pane3": Command("检查意见(&3)", "Alt+3", "到检查意见；已在其中时隐藏", "report", checkable=True),
    "round": Command("下一个窗格(&N)", "F6", "在各窗格之间轮换", "report"),
    "zoom_in": Command("放大(&I)", "Ctrl+=", "", "report"),
    "zoom_out": Command("缩小(&O)", "Ctrl+-", "", "report"),
    "zoom_full": Command("实际大小(&A)", "Ctrl+0", "", "report"),
    "zoom_fit": Command("适合宽度(&W)", "", "", "report"),
    "rule": Command("规则说明(&R)", "F1", "打开的意见所依据的条款、理由和例子", "report"),
    "handbook": Command("规则手册(&B)…", "", "全部规则的说明，以及各项标准逐条由哪些规则检查"),
    "keys": Command("快捷键(&K)", "", "", ""),
    "about": Command("关于文衡(&A)", "", "", ""),
}  # fmt: skip

REVIEW = (
    "track", "author", "-", "review_next", "review_previous", "-", "accept", "reject", "accept_all", "reject_all", "-",
    "comment_delete", "comments_shown", "-", "note_edit",
)  # fmt: skip
SECTIONS = (
    "section_up", "section_down", "promote", "demote", "-", "new_before", "new_after", "new_inside", "-", "section_split",
    "section_merge", "own_line", "run_in", "items_apart", "items_together", "-", "section_delete", "-", "kind", "-", "open_all",
    "level1", "level2", "level3",
)  # fmt: skip
NUMERALS = ("count_report", "count_branch", "count_series", "-", "numbers_to_text", "text_to_numbers")
CHECKS = (
    "checking", "unit", "dictionary", "-", "next", "previous", "fix", "fix_style", "fix_kind", "keep", "-", "walk",
    "fix_safe", "-", "kept",
)  # fmt: skip
MENUS = (
    ("文件(&F)", ("new", "open", "recent", "sample", "-", "save", "save_as", "-", "versions", "reload", "-", "close", "quit")),
    ("编辑(&E)", ("undo", "redo", "-", "cut", "copy", "paste", "select_all", "-", "find")),
    ("结构(&S)", SECTIONS),
    ("序数(&N)", (*NUMERALS, "-", "list_numerals")),
    ("检查(&C)", CHECKS),
    ("审阅(&R)", REVIEW),
    ("格式(&O)", ("format",)),
    ("表格和页眉(&B)", ("row_above", "row_below", "row_remove", "-", "edit_header", "edit_footer", "edit_box")),
    ("要素(&Y)", ("elements",)),
    ("视图(&V)", ("pane1", "pane2", "pane3", "round", "-", "zoom_in", "zoom_out", "zoom_full", "zoom_fit")),
    ("帮助(&H)", ("rule", "handbook", "-", "keys", "about")),
)
TOOLBAR = ("open", "save", "-", "undo", "redo", "-", "format", "walk", "fix_safe")
ELEMENTS = ("标题", "主送机关", "附件说明", "发文机关署名", "成文日期")


def icon(name: str) -> QIcon:
    """A drawing of resources/icons."""
    return QIcon(str(RESOURCES / "icons" / f"{name}.svg"))


class Actions(dict[str, QAction]):
    """The window's actions by name, in its menus and on its toolbar; `recent` and `elements` are menus others fill."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        for name, command in COMMANDS.items():
            self[name] = self._action(window, command)
            self[name].setObjectName(name)
        self["zoom_in"].setShortcuts([QKeySequence("Ctrl+="), QKeySequence("Ctrl++")])
        self["redo"].setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self["fix"].setShortcuts([QKeySequence("Alt+Return"), QKeySequence("Alt+Enter")])
        self["fix_style"].setShortcuts([QKeySequence("Ctrl+Alt+Return"), QKeySequence("Ctrl+Alt+Enter")])
        self.recent = QMenu("最近打开(&T)", window)
        self._menus(window)
        self._toolbar(window)

    def _action(self, window: QMainWindow, command: Command) -> QAction:
        action = QAction(command.words, window)
        action.setCheckable(command.checkable)
        if command.key:
            action.setShortcut(QKeySequence(command.key))
        if command.icon:
            action.setIcon(icon(command.icon))
        if command.short:
            action.setIconText(command.short)
        plain = command.words.split("(&")[0]
        tip = command.tip or plain
        action.setToolTip(f"{tip}（{command.key}）" if command.key else tip)
        window.addAction(action)
        return action

    def _menus(self, window: QMainWindow) -> None:
        for words, names in MENUS:
            menu = window.menuBar().addMenu(words)
            for name in names:
                if name == "-":
                    menu.addSeparator()
                elif name == "recent":
                    menu.addMenu(self.recent)
                elif name == "elements":
                    self.elements = menu
                else:
                    menu.addAction(self[name])

    def _toolbar(self, window: QMainWindow) -> None:
        bar = QToolBar("常用命令", window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(QSize(23, 18))
        bar.toggleViewAction().setEnabled(False)
        for name in TOOLBAR:
            if name == "-":
                bar.addSeparator()
                continue
            bar.addAction(self[name])
            button = bar.widgetForAction(self[name])
            if isinstance(button, QToolButton):
                button.setAccessibleName(COMMANDS[name].short.rstrip("…"))
                button.setToolButtonStyle(_style(COMMANDS[name]))
                button.setProperty("main", name == "format")
        window.addToolBar(bar)

    def enable(self, report: bool, edit: bool) -> None:
        """Enable what can be done with a report open, and what only with one that may be edited."""
        for name, command in COMMANDS.items():
            self[name].setEnabled(not command.needs or (edit if command.needs == "edit" else report))


def _style(command: Command) -> Qt.ToolButtonStyle:
    return Qt.ToolButtonStyle.ToolButtonTextBesideIcon if command.icon else Qt.ToolButtonStyle.ToolButtonTextOnly
