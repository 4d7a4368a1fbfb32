//! scratch
use kql::tree::*;
use kql_plan::scalar::{self, Argument, Call as PCall};
use kql_plan::value::TICKS_PER_DAY;
use kql_plan::{Context, Json, Type, Value, convert};

type R = Result<(Value<'static>, Type), String>;

fn lit(v: &LiteralValue) -> (Value<'static>, Type) {
    fn o<T>(x: &Option<T>, f: impl Fn(&T) -> Value<'static>) -> Value<'static> {
        x.as_ref().map_or(Value::Null, f)
    }
    match v {
        LiteralValue::Bool(x) => (o(x, |x| Value::Bool(*x)), Type::Bool),
        LiteralValue::Int(x) => (o(x, |x| Value::Int(*x)), Type::Int),
        LiteralValue::Long(x) => (o(x, |x| Value::Long(*x)), Type::Long),
        LiteralValue::Real(x) => (o(x, |x| Value::Real(*x)), Type::Real),
        LiteralValue::DateTime(x) => (o(x, |x| Value::Datetime(*x)), Type::Datetime),
        LiteralValue::Timespan(x) => (o(x, |x| Value::Timespan(*x)), Type::Timespan),
        LiteralValue::Guid(x) => (o(x, |x| Value::Guid(*x)), Type::Guid),
        LiteralValue::Decimal(x) => (o(x, |x| Value::Decimal(x.parse().unwrap())), Type::Decimal),
        _ => (Value::Null, Type::Dynamic),
    }
}
fn dy(v: &DynamicValue) -> Json {
    match v {
        DynamicValue::Null(_) | DynamicValue::Missing(_) => Json::Null,
        DynamicValue::Literal(l) => convert::to_json(&lit(&l.value).0),
        DynamicValue::String(s) => Json::String(s.value.clone()),
        DynamicValue::Array(a) => a.values.iter().map(dy).collect(),
        DynamicValue::Object(o) => {
            Json::Object(o.properties.iter().map(|p| (p.name.value.clone(), dy(&p.value))).collect())
        }
        DynamicValue::Nested(n) => dy(&n.value),
    }
}
fn ev(e: &Expression, cx: &Context) -> R {
    Ok(match e {
        Expression::Literal(l) => lit(&l.value),
        Expression::String(s) => (Value::from(s.value.clone()), Type::String),
        Expression::Dynamic(d) => (Value::dynamic(dy(&d.value)), Type::Dynamic),
        Expression::Unary(u) => {
            let (v, k) = ev(&u.operand, cx)?;
            (
                match v {
                    Value::Long(x) => Value::Long(-x),
                    Value::Real(x) => Value::Real(-x),
                    Value::Timespan(x) => Value::Timespan(-x),
                    v => v,
                },
                k,
            )
        }
        Expression::Binary(b) => {
            let (l, lk) = ev(&b.left, cx)?;
            let (r, rk) = ev(&b.right, cx)?;
            match b.operator {
                BinaryOperator::Equal => (Value::Bool(l.total_cmp(&r).is_eq()), Type::Bool),
                BinaryOperator::Less => (Value::Bool(l.total_cmp(&r).is_lt()), Type::Bool),
                BinaryOperator::Greater => (Value::Bool(l.total_cmp(&r).is_gt()), Type::Bool),
                BinaryOperator::Subtract | BinaryOperator::Add => {
                    let s = if b.operator == BinaryOperator::Add { 1 } else { -1 };
                    match (l.as_ticks(), r.as_ticks()) {
                        (Some(a), Some(c)) => {
                            let t = a + s * c;
                            if lk == Type::Datetime && rk == Type::Timespan {
                                (Value::datetime(t), lk)
                            } else {
                                (Value::Timespan(t), Type::Timespan)
                            }
                        }
                        _ => (Value::Null, Type::Long),
                    }
                }
                BinaryOperator::Divide => match (l.as_ticks(), r.as_ticks()) {
                    (Some(a), Some(c)) => (Value::Real(a as f64 / c as f64), Type::Real),
                    _ => (Value::Null, Type::Real),
                },
                _ => return Err("op".into()),
            }
        }
        Expression::Path(p) => {
            let (v, _) = ev(&p.base, cx)?;
            let Member::Name(n) = &p.member else { return Err("member".into()) };
            let found = v.as_json().and_then(|j| j.get(n.text.as_str())).cloned().unwrap_or(Json::Null);
            (Value::dynamic(found), Type::Dynamic)
        }
        Expression::Element(p) => {
            let (v, _) = ev(&p.base, cx)?;
            let (i, _) = ev(&p.index, cx)?;
            let found = v.as_json().and_then(|j| match &i {
                Value::String(s) => j.get(s.as_ref()),
                i => kql_plan::dynamic::element(j.as_array()?, i.as_long()?),
            });
            (Value::dynamic(found.cloned().unwrap_or(Json::Null)), Type::Dynamic)
        }
        Expression::Call(c) => {
            let name = c.function.text.as_str();
            let f = scalar::by_name(name).ok_or(format!("no function {name}"))?;
            let mut vals = Vec::new();
            let mut args = Vec::new();
            for a in &c.arguments {
                let (v, k) = ev(&a.expression, cx)?;
                args.push(Argument { kind: k, constant: Some(v.clone()) });
                vals.push(v);
            }
            let r = f.resolve(&args).map_err(|e| e.message)?;
            let vals: Vec<Value<'static>> = vals
                .into_iter()
                .zip(&r.parameters)
                .map(|(v, k)| match k {
                    Some(k) => convert::convert(&v, *k).into_owned(),
                    None => v,
                })
                .collect();
            ((f.kernel)(&PCall { arguments: &vals, context: cx }).into_owned(), r.result)
        }
        _ => return Err(format!("cannot {}", &format!("{e:?}")[..20])),
    })
}
fn run(text: &str) -> String {
    let parsed = kql::parse_expression(text);
    if !parsed.is_ok() {
        return format!("PARSE {:?}", parsed.diagnostics);
    }
    let Statement::Query(q) = &parsed.tree.statements[0] else { return "?".into() };
    let mut cx = Context::default();
    cx.now = 738_000 * TICKS_PER_DAY + 5;
    match ev(&q.expression, &cx) {
        Ok((Value::Null, k)) if k != Type::String => "null".into(),
        Ok((v, k)) => {
            if v.kind() != Some(k) {
                return format!("TYPE {:?} is not {k}", v);
            }
            convert::text(&v)
        }
        Err(e) => format!("ERROR {e}"),
    }
}
#[test]
fn examples() {
    let mut bad = 0;
    let mut n = 0;
    for f in scalar::all() {
        let mut inside = false;
        for l in f.documentation {
            let l = l.strip_prefix(' ').unwrap_or(l);
            if l.starts_with("```") {
                inside = !inside;
                continue;
            }
            if !inside {
                continue;
            }
            let Some((e, x)) = l.rsplit_once("// ").or(l.ends_with("//").then(|| (l.trim_end_matches('/'), ""))) else {
                println!("{}: no expected: {l}", f.name);
                continue;
            };
            n += 1;
            let got = run(e.trim());
            if got != x.trim() {
                bad += 1;
                println!("{}: {e}\n   want {x}\n   got  {got}", f.name);
            }
        }
    }
    println!("{n} examples, {bad} bad");
}
#[test]
fn file() {
    let Ok(text) = std::fs::read_to_string("/tmp/dynamics/exprs.txt") else { return };
    for l in text.lines().filter(|l| !l.trim().is_empty()) {
        println!("{l}  =>  {}", run(l));
    }
}
