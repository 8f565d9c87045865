//! Phrases that say nothing.

/// What not to write, and what to write instead; nothing means leave it out.
const PHRASES: &[(&str, &str)] = &[
    ("and so on", "name them or say “such as”"),
    ("as mentioned above", ""),
    ("at the end of the day", ""),
    ("basically", ""),
    ("click here", "say where the link leads"),
    ("cutting-edge", "say what is new"),
    ("deep dive", ""),
    ("delve", "look"),
    ("dive in", ""),
    ("dive into", "look at"),
    ("e.g.", "such as"),
    ("etc", "name them or say “such as”"),
    ("ever-evolving", ""),
    ("fast-paced", ""),
    ("game changer", "say what changes"),
    ("i.e.", "that is"),
    ("in conclusion", ""),
    ("in order to", "to"),
    ("in this article", "start with the answer"),
    ("it is important to note", ""),
    ("it is worth noting", ""),
    ("journey", "path"),
    ("just", ""),
    ("learn more", "say where the link leads"),
    ("leverage", "use"),
    ("look no further", "say what to do"),
    ("needless to say", ""),
    ("obviously", ""),
    ("of course", ""),
    ("read more", "say where the link leads"),
    ("rest assured", ""),
    ("seamless", ""),
    ("seamlessly", ""),
    ("simply", ""),
    ("tapestry", ""),
    ("unlock", "say what becomes possible"),
    ("utilise", "use"),
    ("utilize", "use"),
];

/// The phrases in a text: where, which, and what to write instead.
pub(super) fn found(text: &str) -> Vec<(usize, &'static str, &'static str)> {
    let lower = text.to_ascii_lowercase();
    let is_whole = |at: usize, length: usize| {
        let joins = |it: char| it.is_alphanumeric() || it == '-';
        !lower[..at].chars().next_back().is_some_and(joins)
            && !lower[at + length..].chars().next().is_some_and(joins)
    };
    let mut all = Vec::new();
    for (phrase, instead) in PHRASES {
        for (at, _) in lower.match_indices(phrase) {
            // A capital inside a sentence is somebody's name, such as “Center for Internet Security”.
            let is_name = at > 0 && text[at..].starts_with(char::is_uppercase);
            if is_whole(at, phrase.len()) && !is_name {
                all.push((at, *phrase, *instead));
            }
        }
    }
    all.sort_unstable();
    all
}

/// The text with blanks for code and for what somebody says, so that offsets stay: nobody may
/// put better words into their mouth.
pub(super) fn without_code_and_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut code, mut quote) = (false, false);
    for character in text.chars() {
        match character {
            '`' => code = !code,
            '“' if !code => quote = true,
            '”' if !code => quote = false,
            _ if !code && !quote => {
                out.push(character);
                continue;
            }
            _ => (),
        }
        out.extend(std::iter::repeat_n(' ', character.len_utf8()));
    }
    out
}
