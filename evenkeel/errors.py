"""One tree of errors; each sentence says what was found, where, and what was expected."""


class EvenkeelError(Exception):
    """Something the user can mend; its text is the sentence they read."""


class ExportRefused(EvenkeelError):
    """A file that cannot be taken as it is; nothing of it has been stored. `path` is the file's, where known."""

    def __init__(self, sentence: str, path: str = "") -> None:
        super().__init__(sentence)
        self.path = path


class UnknownFormat(ExportRefused):
    """No importer, or more than one, recognises the file."""


class DatesUnclear(ExportRefused):
    """A file whose dates can be read with the day or the month first, and none of them says which."""


class CourseRefused(EvenkeelError):
    """A course.yaml or an exercise that cannot be used; the text lists every problem."""


class ExerciseRefused(EvenkeelError):
    """An exercise that cannot be written as a file, or would take another's place unasked."""


class RecordRefused(EvenkeelError):
    """A class.db that this version must not touch."""


class NotAllowed(EvenkeelError):
    """The viewer may not see what was asked for."""


class DataExpired(EvenkeelError):
    """Data about people that were to be kept up to a day which is over: they are erased, and not shown before."""


class NobodyFound(EvenkeelError):
    """A name, address or handle that fits no one, or more than one, on the roster."""


class NotUndone(EvenkeelError):
    """A load that is not on record, or that cannot be taken back."""


class NoSuchFlag(EvenkeelError):
    """A flag that is not on record, or not for the one who asks."""


class NotAGoal(EvenkeelError):
    """A limit, a goal or a reflection that cannot be kept as it is."""


class NoSuchStretch(EvenkeelError):
    """A stretch of time that is not on record, or not for the one who asks."""


class NoSuchDispute(EvenkeelError):
    """A dispute that is not on record, or about something that is not the asker's."""


class NoSuchLab(EvenkeelError):
    """A lab that there is none of."""


class NoSuchTask(EvenkeelError):
    """An exercise or an occasion that the schedule does not have, or a level that its rubric does not have."""
