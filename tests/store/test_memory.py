from app.store.memory import Memory


def test_an_answer_is_computed_once() -> None:
    memory, asked = Memory(2), []

    def compute() -> str:
        asked.append(1)
        return "answer"

    assert [memory.recall("name", compute, keep=True) for _ in range(3)] == ["answer"] * 3
    assert len(asked) == 1


def test_the_answer_unused_for_longest_is_forgotten() -> None:
    memory = Memory(2)
    for name in ("a", "b", "a", "c"):
        memory.recall(name, name.upper, keep=True)
    assert list(memory._answers) == ["a", "c"]


def test_what_may_not_be_kept_is_only_looked_up() -> None:
    memory = Memory(2)
    assert memory.recall("name", lambda: 1, keep=False) == 1
    assert memory.recall("name", lambda: 2, keep=True) == 2
    assert memory.recall("name", lambda: 3, keep=False) == 2
