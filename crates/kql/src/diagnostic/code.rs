//! The numbers of the diagnostics. Each has a page `docs/errors/KQL0001.md`; a number is never used again.

/// Declares the codes: number, name, title.
macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $number:literal $title:literal,)*) => {
        /// A kind of diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// All of them, by number.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// Its number.
            pub fn number(self) -> u16 {
                match self { $(Code::$variant => $number,)* }
            }

            /// What it is, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }
        }
    };
}

codes! {
    UnexpectedCharacter = 1 "a character that is not of the language",
    UnterminatedString = 2 "a string without an end",
    InvalidEscape = 3 "an unknown escape sequence",
    InvalidLiteral = 4 "a literal that is no value of its type",
    Expected = 5 "something is missing",
    ExpectedExpression = 6 "an expression is missing",
    UnknownOperator = 7 "an operator that is not known",
    ReservedName = 8 "a name that needs brackets",
    TooDeep = 9 "a query nested too deeply",
    ManagementCommand = 10 "a management command instead of a query",
    Unexpected = 11 "something that does not belong here",
    UnknownParameter = 12 "a parameter the operator does not have",
    InvalidParameterValue = 13 "a value the parameter does not take",
    UnknownType = 14 "a type that is not known",
    OperatorNeedsInput = 15 "an operator without input",
    OperatorNotAfterPipe = 16 "a source after a pipe",
    EmptyQuery = 17 "nothing to run",
    ClientDirective = 18 "an instruction to a client program",
    ClientParameter = 19 "a parameter that the client did not replace",
    AssignmentInCondition = 20 "an assignment where a condition is needed",
    ParsePattern = 21 "a parse pattern that cannot be told apart",
    TooLong = 22 "a query text that is too long",
    RaggedTable = 23 "a datatable whose last row is not full",
    NotRead = 24 "a part of the language that is not read here",
    UnusedLet = 101 "a let that is not used",
    JoinKindImplied = 102 "a join without a kind",
    ContainsWord = 103 "contains where has would do",
    SortDiscarded = 104 "an order that does not survive",
    CaseFolded = 105 "case folded by hand",
    SearchesEverything = 106 "a search through every table",
    AfterTheEnd = 108 "an operator after the end",
    LetShadowed = 109 "a name declared twice",
    RegexWithoutPattern = 110 "a regular expression without a pattern",
    UnknownName = 201 "a name that nothing declares",
    UnknownFunction = 202 "a function that is not known",
    WrongArguments = 203 "arguments that do not fit",
    WrongType = 204 "a value of a type that does not fit",
    TableExpected = 205 "a value where a table belongs",
    ScalarExpected = 206 "a table where a value belongs",
    DuplicateColumn = 207 "a column named twice",
    ConstantExpected = 208 "a value that must be the same for every row",
    AggregateExpected = 209 "an aggregate where none can be, or none where one must be",
    NotHere = 210 "something that needs what is not here",
    OrderNeeded = 211 "rows without an order",
    CallsItself = 212 "a function that calls itself",
    InvalidArgument = 213 "an argument that cannot be used",
    NoRowsKept = 214 "a table of which nothing is kept",
    OpenColumn = 215 "a column that other data could have",
    NotYet = 216 "a part of the language that is not done yet",
}

impl std::fmt::Display for Code {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "KQL{:04}", self.number())
    }
}
