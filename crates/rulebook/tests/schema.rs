//! The JSON Schema is itself valid, knows every key, and agrees with the reader about what is shipped.

use serde_json::{Map, Value, json};
use underheaven_base::reading::{self, Keys, Node, Row, Shape};
use underheaven_rulebook::{Rulebook, schema, shipped, template};

fn json_of(node: &Node) -> Value {
    match &node.value {
        reading::Value::Text(text) => json!(text),
        reading::Value::Whole(n) => json!(n),
        reading::Value::Number(n) => json!(n),
        reading::Value::Flag(flag) => json!(flag),
        reading::Value::Day(day) => json!(day.to_string()),
        reading::Value::List(items) => items.iter().map(json_of).collect(),
        reading::Value::Table(table) => {
            table.iter().map(|(k, v)| (k.clone(), json_of(v))).collect::<Map<_, _>>().into()
        }
        reading::Value::Other => Value::Null,
    }
}

fn accepts(text: &str) -> bool {
    fits(&schema(), &json_of(&reading::parse("x.toml", text).unwrap()))
}

/// Whether a value fits a schema; any keyword but those that our schemas use is a panic.
fn fits(schema: &Value, value: &Value) -> bool {
    let Some(keywords) = schema.as_object() else { return schema == &json!(true) };
    keywords.iter().all(|(keyword, says)| match keyword.as_str() {
        "$schema" | "title" | "description" | "format" => says.is_string(),
        "type" => has_type(says.as_str().unwrap(), value),
        "enum" => says.as_array().unwrap().contains(value),
        "const" => says == value,
        "minimum" => value.as_f64().is_none_or(|n| n >= says.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|n| n <= says.as_f64().unwrap()),
        "anyOf" => says.as_array().unwrap().iter().any(|schema| fits(schema, value)),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| fits(says, item))),
        "required" => says.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
        "propertyNames" => value.as_object().unwrap().keys().all(|key| fits(says, &json!(key))),
        "properties" => {
            says.as_object().unwrap().iter().all(|(key, schema)| value.get(key).is_none_or(|value| fits(schema, value)))
        }
        "additionalProperties" => {
            let known = |key: &str| keywords.get("properties").is_some_and(|of| of.get(key).is_some());
            value.as_object().unwrap().iter().filter(|(key, _)| !known(key)).all(|(_, value)| fits(says, value))
        }
        other => panic!("`{other}` is no keyword of ours"),
    })
}

fn has_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        other => panic!("`{other}` is no type"),
    }
}

fn keys(rows: &[Row], out: &mut Vec<&'static str>) {
    for row in rows {
        match &row.shape {
            Shape::Flat(rows) => keys(rows, out),
            Shape::Table { rows, .. } | Shape::Tables { rows, .. } => {
                out.push(row.key);
                keys(rows, out);
            }
            Shape::Here { words, .. } => out.extend(words),
            Shape::Value { .. } | Shape::Values { .. } => out.push(row.key),
        }
    }
}

#[test]
fn the_schema_knows_every_key() {
    let (text, mut all) = (schema().to_string(), vec![]);
    keys(&Rulebook::rows(), &mut all);
    assert!(all.len() > 100);
    for key in all {
        assert!(text.contains(&format!("\"{key}\":")), "{key}");
    }
}

#[test]
fn what_is_shipped_and_what_is_new_fits_the_schema() {
    for one in shipped() {
        assert!(accepts(one.rulebook().text), "{}", one.name);
    }
    assert!(accepts(&template("mine")));
}

#[test]
fn what_the_reader_refuses_word_by_word_the_schema_refuses_too() {
    let good = template("mine");
    for (was, is) in [
        ("act = \"crossing-on-red\"", "act = \"crosing-on-red\""),
        ("term_months = { value = 12", "term_months = { value = -12"),
        ("term_months =", "term_monts ="),
        ("[gate.train]\nprovenance = \"hypothetical\"\n", "[gate.train]\n"),
        ("once_in = \"month\"", "once_in = \"fortnight\""),
        ("high = 1000, basis = \"assumed\"", "high = 1000, basis = \"guessed\""),
        ("[posting]", "[postings]"),
    ] {
        assert!(good.contains(was), "{was}");
        let bad = good.replacen(was, is, 1);
        assert!(!accepts(&bad), "{is}");
        assert!(Rulebook::read("mine", &[("x.toml", &bad)]).is_err(), "{is}");
    }
}
