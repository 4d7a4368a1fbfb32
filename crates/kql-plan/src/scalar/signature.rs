//! Signatures: read from how they are declared, held against the arguments of a call.

use crate::{Type, Value};

/// An argument as the binder sees it.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its type.
    pub kind: Type,
    /// Its value, when it is constant.
    pub constant: Option<Value<'static>>,
}

/// The types a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterType {
    /// Any.
    Any,
    /// The one type of all parameters declared `T`.
    Common,
    /// One of these.
    OneOf(Vec<Type>),
}

/// A declared parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: ParameterType,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it may be repeated; only the last one.
    pub repeated: bool,
}

/// The declared type of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// This one.
    Type(Type),
    /// The one type of all parameters declared `T`.
    Common,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The result.
    pub returns: Returns,
}

/// What the binder must do for a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// For each argument the type it must be converted to; `None` leaves it as it is.
    pub parameters: Vec<Option<Type>>,
    /// The type of the result.
    pub result: Type,
}

/// Why arguments do not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureError {
    /// Which argument, when it is one.
    pub argument: Option<usize>,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl Signature {
    /// Reads a declaration such as `substring(source: string, start: long, [length: long]) -> string`.
    ///
    /// An unknown word in the place of a type counts as `any`; a test over all functions finds those.
    pub fn parse(declaration: &str) -> Signature {
        let (head, result) = declaration.rsplit_once("->").unwrap_or((declaration, "dynamic"));
        let inner = head.split_once('(').map_or("", |(_, rest)| rest.trim_end().trim_end_matches(')'));
        let mut parameters = Vec::new();
        let mut optional = false;
        for part in inner.split(',') {
            optional |= part.contains('[');
            let closes = part.contains(']');
            let text: String = part.chars().filter(|c| !"[] \n\t".contains(*c)).collect();
            if let Some((name, kind)) = text.split_once(':') {
                let repeated = kind.ends_with("...");
                let kind = kind.trim_end_matches('.');
                let kind = match kind {
                    "any" => ParameterType::Any,
                    "T" => ParameterType::Common,
                    _ => {
                        let mut kinds = Vec::new();
                        for alternative in kind.split('|') {
                            match alternative {
                                "number" => kinds.extend([Type::Int, Type::Long, Type::Real, Type::Decimal]),
                                other => kinds.extend(Type::by_name(other)),
                            }
                        }
                        if kinds.is_empty() { ParameterType::Any } else { ParameterType::OneOf(kinds) }
                    }
                };
                parameters.push(Parameter { name: name.to_owned(), kind, optional, repeated });
            }
            if closes {
                optional = false;
            }
        }
        let returns = match result.trim() {
            "T" => Returns::Common,
            other => Returns::Type(Type::by_name(other).unwrap_or(Type::Dynamic)),
        };
        Signature { parameters, returns }
    }

    /// The parameter that the argument at this place is for.
    pub fn parameter(&self, index: usize) -> Option<&Parameter> {
        self.parameters.get(index).or_else(|| self.parameters.last().filter(|last| last.repeated))
    }

    /// Holds arguments against it.
    ///
    /// # Errors
    /// When there are too few or too many, or one is of a type that does not convert by itself.
    pub fn resolve(&self, function: &str, arguments: &[Argument]) -> Result<Resolved, SignatureError> {
        let least = self.parameters.iter().filter(|parameter| !parameter.optional).count();
        if arguments.len() < least {
            let message = format!(
                "`{function}` needs {least} argument{}, {} given",
                if least == 1 { "" } else { "s" },
                arguments.len()
            );
            return Err(SignatureError { argument: None, message });
        }
        let common = self.common(function, arguments)?;
        let mut parameters = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.iter().enumerate() {
            let Some(parameter) = self.parameter(index) else {
                let message = format!("`{function}` takes at most {} arguments", self.parameters.len());
                return Err(SignatureError { argument: Some(index), message });
            };
            parameters.push(match &parameter.kind {
                ParameterType::Any => None,
                ParameterType::Common => Some(common.unwrap_or(argument.kind)),
                ParameterType::OneOf(kinds) => Some(accept(argument.kind, kinds).ok_or_else(|| {
                    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
                    let message = format!(
                        "`{function}` takes {} as `{}`, not {}",
                        names.join(" or "),
                        parameter.name,
                        argument.kind
                    );
                    SignatureError { argument: Some(index), message }
                })?),
            });
        }
        let result = match self.returns {
            Returns::Type(kind) => kind,
            Returns::Common => common.unwrap_or(Type::Dynamic),
        };
        Ok(Resolved { parameters, result })
    }

    /// The one type of the arguments whose parameters are declared `T`.
    fn common(&self, function: &str, arguments: &[Argument]) -> Result<Option<Type>, SignatureError> {
        let mut common: Option<Type> = None;
        for (index, argument) in arguments.iter().enumerate() {
            if self.parameter(index).is_none_or(|parameter| parameter.kind != ParameterType::Common) {
                continue;
            }
            common = Some(match common {
                None => argument.kind,
                Some(before) => unify(before, argument.kind).ok_or_else(|| SignatureError {
                    argument: Some(index),
                    message: format!("`{function}` needs arguments of one type, not {before} and {}", argument.kind),
                })?,
            });
        }
        Ok(common)
    }
}

/// The type two values can both be brought to: the wider number, or dynamic when one of them is.
pub(crate) fn unify(left: Type, right: Type) -> Option<Type> {
    if left == right {
        return Some(left);
    }
    if left == Type::Dynamic || right == Type::Dynamic {
        return Some(Type::Dynamic);
    }
    left.wider_number(right)
}

/// The type among `kinds` that an argument is passed as: its own, else a wider number, else by conversion from dynamic.
fn accept(kind: Type, kinds: &[Type]) -> Option<Type> {
    if kinds.contains(&kind) {
        return Some(kind);
    }
    if kind.is_number() {
        return [Type::Long, Type::Real, Type::Decimal]
            .into_iter()
            .find(|wider| kinds.contains(wider) && kind.wider_number(*wider) == Some(*wider));
    }
    if kind != Type::Dynamic {
        return None;
    }
    // Of several types of numbers the one that keeps the most: as an int, a long in a dynamic would be another number.
    match kinds.first()? {
        Type::Int => [Type::Real, Type::Long, Type::Int].into_iter().find(|wide| kinds.contains(wide)),
        first => Some(*first),
    }
}
