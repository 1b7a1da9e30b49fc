"""词库: the words of the unit's and of the clerk's own dictionary, to add to, take from, bring in and take along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)  # fmt: skip

from app.core.dictionary import HEAD, Dictionary, what_is_wrong
from app.core.errors import ReportError
from app.editing.dictionaries import NAMES, Whose, dictionary_file, own_words, read_words, write_words
from app.ui.dialogs import Plain

_FILES = "词库 (*.tsv *.txt);;所有文件 (*)"


class WordDialog(Plain):
    """One word of a dictionary: what is written, what to write instead, why, and in whose dictionary it goes."""

    def __init__(self, word: str, whose: Whose, parent: QWidget | None = None) -> None:
        super().__init__("添加词语", parent)
        self.add_words("“改为”留空，表示这个词是对的，不再提示；填写后，报告中出现这个词就提示改写。", grey=True)
        self.word, self.instead, self.note = QLineEdit(word), QLineEdit(), QLineEdit()
        for name, edit, hint in (
            (HEAD[0], self.word, "至少两个字"), (HEAD[1], self.instead, "留空：这个词是对的"), (HEAD[2], self.note, "可以不填"),
        ):  # fmt: skip
            edit.setAccessibleName(name)
            edit.setPlaceholderText(f"{name}（{hint}）")
            self.column.addWidget(edit)
        self.whose = _whose_box(whose)
        self.column.addWidget(self.whose)
        self._problem = self.add_words("", grey=True)
        self._accept = self.add_buttons("添加")
        for edit in (self.word, self.instead):
            edit.textChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        word, instead = self.word.text().strip(), self.instead.text().strip()
        problem = what_is_wrong(word) if word else "请填写词语"
        if not problem and instead == word:
            problem = "改为的词与原词相同"
        self._problem.setText(problem or "")
        self._accept.setEnabled(not problem)

    def added_to(self, dictionary: Dictionary) -> Dictionary:
        """`dictionary` with the word as filled in."""
        word, instead, note = (edit.text().strip() for edit in (self.word, self.instead, self.note))
        return dictionary.with_flagged(word, instead, note) if instead else dictionary.with_accepted(word)


class DictionaryDialog(Plain):
    """The words of a dictionary as a table; every change is stored at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("词库", parent, 620)
        self.changed = False
        self.whose = _whose_box("personal")
        self.whose.currentIndexChanged.connect(self.show_words)
        self.search = QLineEdit(placeholderText="查找词语", clearButtonEnabled=True)
        self.search.setAccessibleName("查找词语")
        self.search.textChanged.connect(self._filter)
        row = QHBoxLayout()
        row.addWidget(self.whose)
        row.addWidget(self.search, 1)
        self.column.addLayout(row)
        self.table = QTableWidget(0, len(HEAD))
        self.table.setAccessibleName("词库里的词")
        self.table.setHorizontalHeaderLabels(HEAD)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(280)
        self.column.addWidget(self.table)
        self.total = self.add_words("", grey=True)
        self.column.addLayout(self._commands())
        self.add_buttons("关闭", "")
        self.show_words()

    def _commands(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, do in (
            ("添加…", self.add), ("删除", self.remove), ("导入…", self.bring_in), ("导出…", self.take_along),
        ):  # fmt: skip
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, do=do: self._try(do))
            row.addWidget(button)
        row.addStretch(1)
        return row

    # --- the words --------------------------------------------------------------------------------------------------

    def chosen(self) -> Whose:
        """Whose dictionary is shown."""
        return self.whose.currentData()

    def show_words(self) -> None:
        """Fill the table with the chosen dictionary."""
        self.table.setRowCount(0)
        try:
            words = own_words(self.chosen())
        except ReportError as error:
            self.total.setText(f"词库文件读不了：{error}（{dictionary_file(self.chosen())}）")
            return
        rows = [(word, "", "") for word in words.accepted]
        rows += [(word, flag.instead, flag.note) for word, flag in words.flagged.items()]
        self.table.setRowCount(len(rows))
        for at, row in enumerate(sorted(rows)):
            for column, text in enumerate(row):
                self.table.setItem(at, column, QTableWidgetItem(text or ("（正确，不提示）" if column == 1 else "")))
        self.total.setText(f"共{len(rows)}个词。标为正确的不再提示，其余的出现时提示改写。")
        self._filter(self.search.text())

    def _filter(self, wanted: str) -> None:
        for at in range(self.table.rowCount()):
            texts = (item.text() for column in range(len(HEAD)) if (item := self.table.item(at, column)))
            self.table.setRowHidden(at, wanted.strip() not in "\t".join(texts))

    # --- commands ---------------------------------------------------------------------------------------------------

    def _try(self, do: Callable[[], None]) -> None:
        try:
            do()
        except ReportError as error:
            QMessageBox.warning(self, "词库", str(error))

    def add(self) -> None:
        """Ask for a word and add it."""
        dialog = WordDialog("", self.chosen(), self)
        if dialog.exec():
            whose: Whose = dialog.whose.currentData()
            self._store(whose, dialog.added_to(own_words(whose)))
            self.whose.setCurrentIndex(dialog.whose.currentIndex())

    def remove(self) -> None:
        """Take the selected words out."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        words = [item.text() for row in rows if (item := self.table.item(row, 0))]
        if words:
            self._store(self.chosen(), own_words(self.chosen()).without(words))

    def bring_in(self) -> None:
        """Add the words of a file; where both know a word, the file says."""
        name, _ = QFileDialog.getOpenFileName(self, "导入词库", "", _FILES)
        if name:
            brought = read_words(Path(name))
            self._store(self.chosen(), own_words(self.chosen()).joined(brought))
            self.total.setText(f"已导入{len(brought)}个词。{self.total.text()}")

    def take_along(self) -> None:
        """Write the shown dictionary to a file."""
        name, _ = QFileDialog.getSaveFileName(self, "导出词库", f"{NAMES[self.chosen()]}.tsv", _FILES)
        if name:
            write_words(Path(name), own_words(self.chosen()))
            self.total.setText(f"已导出到 {name}")

    def _store(self, whose: Whose, words: Dictionary) -> None:
        write_words(dictionary_file(whose), words)
        self.changed = True
        self.show_words()


def _whose_box(whose: Whose) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName("词库")
    for one, name in NAMES.items():
        box.addItem(name, one)
    box.setCurrentIndex(list(NAMES).index(whose))
    return box
