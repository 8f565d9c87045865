//! The parts of the article `/resume` that explain a finding.

/// A part of the article `/resume`: its name and its fragment.
#[derive(Debug, PartialEq, Eq)]
pub struct Explained {
    /// What a link to it says.
    pub label: &'static str,
    /// The heading's fragment; a test compares it with the article.
    pub fragment: &'static str,
}

pub(super) const PLACE: Explained = Explained {
    label: "Where each part belongs",
    fragment: "put-the-proof-where-the-eye-starts",
};
pub(super) const PAGE: Explained = Explained {
    label: "One page is enough",
    fragment: "one-page-is-enough",
};
pub(super) const BULLET: Explained = Explained {
    label: "What a bullet says",
    fragment: "a-bullet-says-what-you-did-how-and-what-changed",
};
pub(super) const PROJECT: Explained = Explained {
    label: "Projects that read like work",
    fragment: "projects-count-as-experience-when-they-read-like-work",
};
pub(super) const VARIANT: Explained = Explained {
    label: "Five variants of the same page",
    fragment: "5-variants-of-the-same-page",
};
pub(super) const SCREEN: Explained = Explained {
    label: "What screening software does",
    fragment: "screening-software-four-facts-and-three-myths",
};
pub(super) const WORDS: Explained = Explained {
    label: "Use the words of the advert",
    fragment: "use-the-adverts-words-where-they-are-true",
};
pub(super) const LINKS: Explained = Explained {
    label: "Links that work",
    fragment: "links-must-work-and-lead-to-something-tidy",
};
pub(super) const FILE: Explained = Explained {
    label: "The file and its test",
    fragment: "the-file-selectable-text-your-name-no-tricks",
};
pub(super) const LIST: Explained = Explained {
    label: "Check list before you send it",
    fragment: "check-list-before-you-send-it",
};
