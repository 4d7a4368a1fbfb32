//! Laws that hold for any text and any tree.

#![expect(clippy::expect_used, reason = "a test that cannot read its cases fails")]

use kql::operators::{
    Direction, ExpandedColumn, Extend, Join, JoinCondition, JoinOn, MvExpand, NullsPlace, Operator, OrderedExpression,
    PrintOperator, Project, Range, Sort, SortWord, Summarize, Take, TakeWord, Union, Where, WhereWord,
};
use kql::tree::{
    Between, Binary, BinaryOperator, Call, Element, Expression, Let, LetValue, Literal, LiteralValue, Logical,
    LogicalOperator, Member, Membership, MembershipOperator, Name, NamedExpression, Parameter, ParameterName,
    ParameterValue, Path, Pipeline, QueryStatement, Statement, StringLiteral, ToScalar, Unary, UnaryOperator, Visitor,
};
use kql::{Parsed, Span, Tree};
use proptest::prelude::*;

fn at() -> Span {
    Span::default()
}

/// Checks that every span lies in the text, on characters' boundaries, and no child leaves its parent. What is missing stands between
/// tokens, and so may stand beside its parent.
struct Within<'q> {
    text: &'q str,
    around: Vec<Span>,
}

impl Within<'_> {
    fn check(&mut self, span: Span) {
        assert!(self.text.get(span.range()).is_some(), "{span:?} is not of {:?}", self.text);
        if let Some(around) = self.around.iter().rev().find(|around| !around.is_empty()).filter(|_| !span.is_empty()) {
            assert!(
                around.start <= span.start && span.end <= around.end,
                "{span:?} leaves {around:?} in {:?}",
                self.text
            );
        }
    }

    fn enter(&mut self, span: Span, inner: impl FnOnce(&mut Self)) {
        self.check(span);
        self.around.push(span);
        inner(self);
        self.around.pop();
    }
}

impl<'t> Visitor<'t> for Within<'_> {
    fn statement(&mut self, statement: &'t Statement) {
        self.enter(statement.span(), |visitor| statement.walk(visitor));
    }

    fn operator(&mut self, operator: &'t Operator) {
        self.enter(operator.span(), |visitor| operator.walk(visitor));
    }

    fn expression(&mut self, expression: &'t Expression) {
        self.enter(expression.span(), |visitor| expression.walk(visitor));
    }

    fn name(&mut self, name: &'t Name) {
        self.check(name.span);
    }
}

/// What holds for any text.
fn check_any(text: &str) -> Parsed {
    let parsed = kql::parse(text);
    let mut within = Within { text, around: Vec::new() };
    parsed.tree.walk(&mut within);
    for diagnostic in parsed.diagnostics.iter().chain(&kql::lint(&parsed.tree)) {
        assert!(text.get(diagnostic.span.range()).is_some(), "{diagnostic:?} is not of {text:?}");
        if let Some(suggestion) = &diagnostic.suggestion {
            assert!(text.get(suggestion.span.range()).is_some(), "{diagnostic:?} is not of {text:?}");
        }
    }
    let printed = kql::print(&parsed.tree);
    if parsed.is_ok() {
        let again = kql::parse(&printed).tree;
        assert!(again == parsed.tree, "{text}\n{printed}\n{}\n{}", parsed.tree.to_outline(), again.to_outline());
        let laid_out = kql::format(text);
        assert!(laid_out.is_ok(), "{laid_out:?} of {text:?}");
    } else {
        assert!(matches!(kql::format(text), Err(kql::FormatError::Invalid(_))));
    }
    parsed
}

/// Queries of this crate's own cases, to make others of.
fn seeds() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let files = std::fs::read_dir(folder).expect("the cases are beside the test");
    let mut seeds = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file.expect("a file of cases").path()).expect("text");
        seeds.extend(text.split("```kusto\n").skip(1).filter_map(|rest| rest.split("\n```").next()).map(str::to_owned));
    }
    seeds.sort();
    seeds
}

/// Signs and words that queries are made of.
const PIECES: &[&str] = &[
    "T",
    "a",
    "b",
    "$left",
    ".",
    "..",
    ",",
    ";",
    "|",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=",
    "==",
    "=>",
    "*",
    "-",
    "->",
    "<",
    ":",
    "@",
    "1",
    "1.5",
    "1d",
    "\"s\"",
    "'",
    "h@\"x\"",
    "```",
    "datetime(2024-01-01)",
    "long(",
    "dynamic(",
    "null",
    "where",
    "extend",
    "project",
    "project-away",
    "summarize",
    "by",
    "join",
    "kind=inner",
    "on",
    "union",
    "withsource=x",
    "let",
    "view",
    "()",
    "set",
    "declare",
    "pattern",
    "query_parameters",
    "mv-expand",
    "mv-apply",
    "to",
    "typeof(",
    "make-series",
    "default=",
    "from",
    "step",
    "in",
    "range",
    "parse",
    "with",
    "scan",
    "step s:",
    "partition",
    "evaluate",
    "render",
    "find",
    "search",
    "datatable",
    "externaldata",
    "toscalar(",
    "materialize(",
    "graph-match",
    "make-graph",
    "-->",
    "-[e*1..3]->",
    "top-nested",
    "of",
    "others",
    "and",
    "or",
    "not",
    "has",
    "!has",
    "in~",
    "between",
    "matches regex",
    "macro-expand",
    "as",
    "fork",
    "facet",
    "invoke",
    "reduce",
    "// c\n",
    "\n",
    "#",
    "ä",
    "…",
    "\u{200b}",
    "\\",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_tree(text in any::<String>()) {
        check_any(&text);
    }

    #[test]
    fn any_pieces_give_a_tree(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), spaced in any::<bool>()) {
        check_any(&pieces.join(if spaced { " " } else { "" }));
    }

    #[test]
    fn any_change_of_a_query_gives_a_tree(
        seed in prop::sample::select(seeds()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(PIECES)), 1..5),
    ) {
        let mut characters: Vec<char> = seed.chars().collect();
        for (index, length, piece) in changes {
            let start = index.index(characters.len() + 1);
            let end = (start + length).min(characters.len());
            characters.splice(start..end, piece.chars());
        }
        check_any(&characters.into_iter().collect::<String>());
    }

    #[test]
    fn a_printed_tree_is_read_again(tree in tree()) {
        let printed = kql::print(&tree);
        let parsed = kql::parse(&printed);
        prop_assert!(parsed.is_ok(), "{:?} in {printed}", parsed.diagnostics);
        prop_assert!(parsed.tree == tree, "{printed}\n{}\n{}", parsed.tree.to_outline(), tree.to_outline());
        let laid_out = kql::format(&printed);
        prop_assert!(laid_out.is_ok(), "{:?} of {}", laid_out, printed);
    }
}

#[test]
fn deep_nesting_is_reported_and_does_not_end_the_program() {
    let openings = [
        "(",
        "f(",
        "[",
        "{",
        "-(",
        "a[",
        "dynamic([",
        "toscalar(",
        "T | join (",
        "x in (",
        "let f = () {",
        "T | mv-apply a on (where ",
    ];
    for opening in openings {
        let text = opening.repeat(10_000);
        let parsed = check_any(&text);
        assert!(!parsed.is_ok(), "{opening}");
    }
    for opening in ["(", "f(", "toscalar(", "T | join ("] {
        let codes: Vec<_> = kql::parse(&opening.repeat(10_000)).diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [kql::Code::TooDeep], "{opening}");
    }
}

#[test]
fn long_chains_are_reported_where_they_make_the_tree_deep_and_fine_where_not() {
    for link in [" + a", ".a", "[0]", " * a"] {
        let codes: Vec<_> =
            check_any(&format!("a{}", link.repeat(10_000))).diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [kql::Code::TooDeep], "{link}");
    }
    let conditions = format!("T | where a == 1{}", " or a == 1".repeat(10_000));
    assert!(check_any(&conditions).is_ok());
    assert!(check_any(&format!("T{}", " | where a".repeat(10_000))).is_ok());
}

#[test]
fn a_tree_is_no_higher_for_chains_that_begin_with_chains() {
    let mut text = "a".to_owned();
    for _ in 0..90 {
        text = format!("({text}{})", " + a".repeat(90));
    }
    let codes: Vec<_> = check_any(&text).diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, [kql::Code::TooDeep]);
}

#[test]
fn what_is_deep_but_not_too_deep_is_read() {
    assert!(check_any(&format!("print {}a{}", "(".repeat(90), ")".repeat(90))).is_ok());
    assert!(check_any(&format!("print {}a{}", "not(".repeat(180), ")".repeat(180))).is_ok());
    assert!(check_any(&format!("print a{}", " + (a)".repeat(450))).is_ok());
    let columns = vec!["a.b.c[0]"; 5_000].join(", ");
    assert!(check_any(&format!("T | project {columns} | union {}", vec!["d.t"; 2_000].join(", "))).is_ok());
}

fn name() -> impl Strategy<Value = Name> {
    prop::sample::select(&["a", "Result Type", "where", "first", "count", "$left", "It's", "ä_1", "", "1d", "true"][..])
        .prop_map(Name::new)
}

fn literal() -> impl Strategy<Value = Expression> {
    let literals = prop::sample::select(
        &[
            ("5", LiteralValue::Long(Some(5))),
            ("0xff", LiteralValue::Long(Some(255))),
            ("1.5e3", LiteralValue::Real(Some(1500.0))),
            ("1d", LiteralValue::Timespan(Some(864_000_000_000))),
            ("True", LiteralValue::Bool(Some(true))),
            ("int(null)", LiteralValue::Int(None)),
            ("datetime(2024-01-01)", LiteralValue::DateTime(Some(638_396_640_000_000_000))),
        ][..],
    );
    let literals = literals.prop_map(|(spelling, value)| {
        Expression::Literal(Literal { spelling: spelling.to_owned(), value, span: at() })
    });
    prop_oneof![literals, any::<String>().prop_map(|value| Expression::String(StringLiteral::new(&value)))]
}

fn boxed(expression: Expression) -> Box<Expression> {
    Box::new(expression)
}

fn expression() -> BoxedStrategy<Expression> {
    let leaf = prop_oneof![name().prop_map(Expression::Name), literal()];
    leaf.prop_recursive(4, 40, 4, |inner: BoxedStrategy<Expression>| {
        let many = || prop::collection::vec(inner.clone(), 1..4);
        let binary = (inner.clone(), prop::sample::select(BinaryOperator::ALL), inner.clone()).prop_map(
            |(left, operator, right)| {
                Expression::Binary(Binary { left: boxed(left), operator, right: boxed(right), span: at() })
            },
        );
        let logical = (prop::sample::select(LogicalOperator::ALL), prop::collection::vec(inner.clone(), 2..4))
            .prop_map(|(operator, operands)| Expression::Logical(Logical { operator, operands, span: at() }));
        let membership = (inner.clone(), prop::sample::select(MembershipOperator::ALL), many()).prop_map(
            |(value, operator, list)| {
                Expression::Membership(Membership { value: boxed(value), operator, list, span: at() })
            },
        );
        let between =
            (inner.clone(), any::<bool>(), inner.clone(), inner.clone()).prop_map(|(value, negated, low, high)| {
                Expression::Between(Between {
                    value: boxed(value),
                    negated,
                    low: boxed(low),
                    high: boxed(high),
                    span: at(),
                })
            });
        let unary = (prop::sample::select(UnaryOperator::ALL), inner.clone())
            .prop_map(|(operator, operand)| Expression::Unary(Unary { operator, operand: boxed(operand), span: at() }));
        let call = prop::collection::vec(inner.clone(), 0..3).prop_map(|arguments| {
            let arguments = arguments.into_iter().map(NamedExpression::from).collect();
            Expression::Call(Call { function: Name::new("f"), arguments, span: at() })
        });
        let path = (inner.clone(), name()).prop_map(|(base, member)| {
            Expression::Path(Path { base: boxed(base), member: Member::Name(member), span: at() })
        });
        let element = (inner.clone(), inner.clone()).prop_map(|(base, index)| {
            Expression::Element(Element { base: boxed(base), index: boxed(index), span: at() })
        });
        let scalar = (inner.clone(), operator(&inner)).prop_map(|(source, operator)| {
            let pipeline = Pipeline { source: Some(source), operators: vec![operator], span: at() };
            let query = boxed(Expression::Pipeline(Box::new(pipeline)));
            Expression::ToScalar(ToScalar { no_optimization: false, query, span: at() })
        });
        let pipeline =
            (inner.clone(), prop::collection::vec(operator(&inner), 1..3)).prop_map(|(source, operators)| {
                Expression::Pipeline(Box::new(Pipeline { source: Some(source), operators, span: at() }))
            });
        prop_oneof![binary, logical, membership, between, unary, call, path, element, scalar, pipeline]
    })
    .boxed()
}

fn named(inner: impl Strategy<Value = Expression>) -> impl Strategy<Value = NamedExpression> {
    (prop::collection::vec(name(), 0..3), any::<bool>(), inner).prop_map(|(names, listed, expression)| {
        let listed = names.len() > 1 || (listed && !names.is_empty());
        NamedExpression { names, listed, expression, span: at() }
    })
}

fn operator(inner: &BoxedStrategy<Expression>) -> BoxedStrategy<Operator> {
    let some = || prop::collection::vec(named(inner.clone()), 1..4);
    let condition = inner.clone().prop_map(|condition| {
        Operator::Where(Where { word: WhereWord::Where, parameters: Vec::new(), condition, span: at() })
    });
    let take = inner
        .clone()
        .prop_map(|count| Operator::Take(Take { word: TakeWord::Limit, parameters: Vec::new(), count, span: at() }));
    let ordered = (
        named(inner.clone()),
        prop::option::of(prop::sample::select(Direction::ALL)),
        prop::option::of(prop::sample::select(NullsPlace::ALL)),
    )
        .prop_map(|(expression, direction, nulls)| OrderedExpression { expression, direction, nulls, span: at() });
    let sort = prop::collection::vec(ordered, 1..3)
        .prop_map(|by| Operator::Sort(Sort { word: SortWord::Order, parameters: Vec::new(), by, span: at() }));
    let summarize = (some(), prop::collection::vec(named(inner.clone()), 0..3)).prop_map(|(aggregates, by)| {
        let grouped = !by.is_empty();
        Operator::Summarize(Summarize { parameters: Vec::new(), aggregates, grouped, by, older_bin: None, span: at() })
    });
    let join = (inner.clone(), prop::collection::vec(inner.clone(), 1..3)).prop_map(|(right, keys)| {
        let value = ParameterValue::Word(Name { kind: kql::tree::NameKind::Bare, ..Name::new("leftouter") });
        let kind = Parameter { name: ParameterName::Kind, spelling: "kind".to_owned(), value, span: at() };
        let condition = Some(JoinCondition::On(JoinOn { keys, span: at() }));
        Operator::Join(Join { parameters: vec![kind], right, condition, span: at() })
    });
    let expand = some().prop_map(|columns| {
        let columns =
            columns.into_iter().map(|column| ExpandedColumn { column, data_type: None, span: at() }).collect();
        Operator::MvExpand(MvExpand { parameters: Vec::new(), columns, limit: None, span: at() })
    });
    prop_oneof![
        condition,
        take,
        sort,
        summarize,
        join,
        expand,
        some().prop_map(|columns| Operator::Extend(Extend { columns, span: at() })),
        some().prop_map(|columns| Operator::Project(Project { columns, span: at() })),
    ]
    .boxed()
}

fn source() -> impl Strategy<Value = Operator> {
    let print = prop::collection::vec(named(expression()), 1..3)
        .prop_map(|columns| Operator::Print(PrintOperator { columns, span: at() }));
    let range = (name(), expression(), expression(), expression())
        .prop_map(|(column, from, to, step)| Operator::Range(Range { column, from, to, step, span: at() }));
    let tables = prop::collection::vec(name().prop_map(Expression::Name), 1..4);
    let union = tables.prop_map(|tables| Operator::Union(Union { parameters: Vec::new(), tables, span: at() }));
    prop_oneof![print, range, union]
}

fn query() -> impl Strategy<Value = Expression> {
    let piped = (source(), prop::collection::vec(operator(&expression()), 0..3)).prop_map(|(source, mut operators)| {
        operators.insert(0, source);
        Expression::Pipeline(Box::new(Pipeline { source: None, operators, span: at() }))
    });
    prop_oneof![expression(), piped]
}

fn tree() -> impl Strategy<Value = Tree> {
    let declaration = (name(), query()).prop_map(|(name, expression)| {
        Statement::Let(Let { name, value: LetValue::Expression(expression), span: at() })
    });
    let query = query().prop_map(|expression| Statement::Query(QueryStatement { expression, span: at() }));
    (prop::collection::vec(declaration, 0..2), query).prop_map(|(mut statements, query)| {
        statements.push(query);
        Tree { statements, span: at() }
    })
}
