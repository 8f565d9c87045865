//! Samples of languages whose compilers few machines have: their grammars.

use tree_sitter::{Language, Node, Parser};

use super::{Finding, Sample};

/// The first place where the code is not of its language. Parts of a program are whole to a
/// grammar: statements may stand without a function around them.
pub fn check(sample: &Sample) -> Option<Finding> {
    if sample.language == "rust" {
        return rust(sample);
    }
    let language: Language = match sample.language.as_str() {
        "go" => tree_sitter_go::LANGUAGE.into(),
        "csharp" => tree_sitter_c_sharp::LANGUAGE.into(),
        "ruby" => tree_sitter_ruby::LANGUAGE.into(),
        "java" => tree_sitter_java::LANGUAGE.into(),
        "php" if sample.code.contains("<?php") => tree_sitter_php::LANGUAGE_PHP.into(),
        "php" => tree_sitter_php::LANGUAGE_PHP_ONLY.into(),
        other => panic!("no grammar of {other}"),
    };
    let mut parser = Parser::new();
    parser.set_language(&language).unwrap();
    let tree = parser.parse(&sample.code, None).unwrap();
    let wrong = first_error(tree.root_node())?;
    let line = wrong.start_position().row + 1;
    let shown = sample.code.lines().nth(line - 1).unwrap_or_default();
    let message = if wrong.is_missing() {
        format!("`{}` is missing in `{}`", wrong.kind(), shown.trim())
    } else {
        format!("not {}: `{}`", sample.language, shown.trim())
    };
    Some(sample.finding(line, message))
}

fn first_error(node: Node<'_>) -> Option<Node<'_>> {
    if node.is_error() || node.is_missing() {
        return Some(node);
    }
    if !node.has_error() {
        return None;
    }
    (0..node.child_count()).find_map(|it| first_error(node.child(it)?))
}

/// A file, or what stands in a function.
fn rust(sample: &Sample) -> Option<Finding> {
    let code = &sample.code;
    if syn::parse_file(code).is_ok() {
        return None;
    }
    let inside = format!("async fn sample() {{\n{code}\n}}");
    let wrong = syn::parse_file(&inside).err()?;
    Some(sample.finding(0, wrong.to_string()))
}

#[test]
fn grammars_find_a_typing_error() {
    for (language, right, wrong) in [
        ("go", "a := f(1)", "a := f(1"),
        ("csharp", "var a = F(1);", "var a = F(1;"),
        ("ruby", "a = f(1)", "def f("),
        ("java", "var a = f(1);", "var a = f(1;"),
        ("php", "$a = f(1);", "$a = f(1;"),
        ("rust", "let a = f(1);", "let a = f(1;"),
    ] {
        assert_eq!(check(&super::sample(language, right)), None, "{language}");
        assert!(
            check(&super::sample(language, wrong)).is_some(),
            "{language}"
        );
    }
}
