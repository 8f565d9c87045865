//! Language tracks: passages between `::: python` and `:::`.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::colour::escape;
use super::writer::{Writer, length};
use super::{MistakeKind, TRACKS};

impl<'a> Writer<'a> {
    /// A paragraph that is `::: python` or `:::`, the borders of a track container.
    pub(super) fn track_fence(&mut self, rest: &[(Event<'a>, Range<usize>)]) -> Option<usize> {
        let (Event::Start(Tag::Paragraph), range) = &rest[0] else {
            return None;
        };
        let text = self.source.text[range.clone()].trim_end();
        let fence = text
            .lines()
            .position(|line| line.trim_start().starts_with(":::"))?;
        let at_margin = range.start == 0 || self.source.text[..range.start].ends_with('\n');
        let line = text.lines().nth(fence).unwrap_or_default();
        let name = line.trim().trim_start_matches(':').trim();
        if text.contains('\n') || !at_margin {
            let above: usize = text.split_inclusive('\n').take(fence).map(str::len).sum();
            self.mistake(MistakeKind::CrowdedFence, range.start + above);
            // What was meant still counts, so that its other end is not a mistake as well.
            if at_margin && name.is_empty() == self.track.is_some() {
                self.fence(name, range.start + above);
            }
            return None;
        }
        self.fence(name, range.start);
        Some(length(rest, |event| {
            matches!(event, Event::End(TagEnd::Paragraph))
        }))
    }

    fn fence(&mut self, name: &str, offset: usize) {
        if name.is_empty() {
            self.close_track(offset);
        } else {
            self.open_track(name, offset);
        }
    }

    fn open_track(&mut self, name: &str, offset: usize) {
        self.close_open_track();
        self.language = TRACKS.iter().position(|(slug, _)| *slug == name);
        let Some((slug, title)) = self.language.map(|index| TRACKS[index]) else {
            self.mistake(MistakeKind::UnknownTrack(name.to_owned()), offset);
            self.track = Some(offset);
            self.html("<div>\n");
            return;
        };
        if !self.tracks {
            self.html("<div class=\"tracks\">\n");
            self.tracks = true;
        }
        self.track = Some(offset);
        self.html(format!(
            "<div class=\"track-text\" data-track=\"{slug}\"><p class=\"track-name\">{}</p>\n",
            escape(title)
        ));
    }

    /// Ends a track that should have been closed by now.
    pub(super) fn close_open_track(&mut self) {
        if let Some(offset) = self.track.take() {
            self.mistake(MistakeKind::OpenTrack, offset);
            self.html("</div>\n");
        }
    }

    fn close_track(&mut self, offset: usize) {
        match self.track.take() {
            Some(_) => self.html("</div>\n"),
            None => self.mistake(MistakeKind::StrayFence, offset),
        }
    }

    /// A reader reads what is for everybody, and one of the tracks.
    pub(super) fn count_words(&mut self, text: &str) {
        let words = text.split_whitespace().count();
        match self.language.filter(|_| self.track.is_some()) {
            Some(language) => self.track_words[language] += words,
            None => self.document.words += words,
        }
    }

    /// Ends a group of tracks once something else follows.
    pub(super) fn close_tracks(&mut self) {
        if self.tracks {
            self.html("</div>\n");
            self.tracks = false;
        }
    }
}
