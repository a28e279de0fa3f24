"""Questions to the law and their answers, by subject. What an answer is made of: rule.py; how it is asked: law.py.

How to write a rule (the question `payment_due` is the shortest example, `write_off` the longest):

1. Its facts are a frozen dataclass. `shipment_date: date` must be given: where it is not, the answer is CHECK by
   itself and names it. `reason: str | None` may be unknown, and the rule says what then. `paid_on: date | None = None`
   and `retention: bool = False` may be left out.
2. `@question(subject, Facts, order=...)` names the function as the question and puts it into the register. Dates named
   in `order` cannot follow each other otherwise: CHECK by itself. The first sentence of its docstring is its purpose.
3. Where the rulebook chooses between methods, `law.by_method("x.method", asked, word=function, ...)` hands the case to
   the function of the word in force; each takes law, facts and the provision of the method.
4. Tests are a tuple of conditions, each of which says an `Outcome` (conditions.py); `conclude` makes the answer of the
   failures, the first of which is the headline. A rule that has ended is asked through former.py.
5. Everybody asks through `law.ask(Facts, fact=..., ...)`, by name through `questions.ask`; None means not given.
"""
