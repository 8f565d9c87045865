//! `quiz-api`: multiple-choice questions whose answers stay on the server.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, ToSpan as _};
use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

#[derive(Clone)]
struct Question {
    text: String,
    options: Vec<String>,
    correct: usize,
    explanation: String,
}

struct Quiz {
    title: String,
    minutes: i64,
    questions: Vec<Question>,
    is_published: bool,
}

struct Attempt {
    quiz: u64,
    learner: String,
    /// Which question stands at each place, and which option at each of its places.
    layout: Vec<(usize, Vec<usize>)>,
    ends_at: Timestamp,
    answers: Option<BTreeMap<usize, usize>>,
}

#[derive(Default)]
struct Store {
    author: String,
    learners: [String; 2],
    quizzes: BTreeMap<u64, Quiz>,
    attempts: BTreeMap<u64, Attempt>,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        author: variables["author"].clone(),
        learners: [variables["learner"].clone(), variables["other"].clone()],
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let caller = ask.bearer().to_owned();
        let is_author = caller == self.author;
        if !is_author && !self.learners.contains(&caller) {
            return Reply::unauthorised("unknown_token");
        }
        let (method, path) = ask.route();
        let number = |at| ask.id(at);
        match (method, path.as_slice()) {
            (_, ["author", ..]) if !is_author => Reply::error(403, "authors_only"),
            ("POST", ["author", "quizzes"]) => match quiz(&ask.json()) {
                Some(quiz) => {
                    let id = self.quizzes.len() as u64 + 1;
                    self.quizzes.insert(id, quiz);
                    Reply::json(201, json!({ "id": id })).with("location", format!("/quizzes/{id}"))
                }
                None => Reply::invalid(),
            },
            (_, ["author", "quizzes", ..]) => self.edit(ask, number(2), path.len() == 4),
            ("GET", ["quizzes"]) => {
                let shown = self.quizzes.iter().filter(|(_, it)| it.is_published);
                let items: Vec<Value> = shown
                    .map(|(id, it)| {
                        let questions = it.questions.len();
                        json!({
                            "id": id, "title": it.title, "questions": questions,
                            "minutes": it.minutes,
                        })
                    })
                    .collect();
                Reply::json(200, json!({ "items": items }))
            }
            ("POST", ["quizzes", _, "attempts"]) => self.begin(number(1), caller),
            (_, ["attempts", _, rest @ ..]) => {
                let id = number(1);
                let own = self.attempts.get_mut(&id).filter(|it| it.learner == caller);
                let Some(attempt) = own else {
                    return Reply::missing();
                };
                let quiz = &self.quizzes[&attempt.quiz];
                match (method, rest) {
                    ("GET", []) => Reply::json(200, attempt.shown(id, quiz)),
                    ("POST", ["submission"]) => attempt.submit(&ask.json(), quiz),
                    ("GET", ["result"]) => attempt.result(quiz),
                    _ => Reply::missing(),
                }
            }
            _ => Reply::missing(),
        }
    }

    fn edit(&mut self, ask: &Ask, id: u64, publishes: bool) -> Reply {
        let Some(known) = self.quizzes.get_mut(&id) else {
            return Reply::missing();
        };
        if publishes && known.questions.is_empty() {
            return Reply::error(422, "incomplete");
        }
        if publishes {
            known.is_published = true;
        } else if known.is_published {
            return Reply::error(409, "published");
        } else if let Some(quiz) = quiz(&ask.json()) {
            *known = quiz;
        } else {
            return Reply::invalid();
        }
        Reply::json(200, json!({ "id": id }))
    }

    fn begin(&mut self, quiz: u64, learner: String) -> Reply {
        let Some(found) = self.quizzes.get(&quiz).filter(|it| it.is_published) else {
            return Reply::missing();
        };
        let is_open =
            |it: &Attempt| it.quiz == quiz && it.learner == learner && it.answers.is_none();
        if self.attempts.values().any(is_open) {
            return Reply::error(409, "one_is_open");
        }
        let id = self.attempts.len() as u64 + 1;
        // Turned by the number of the attempt; a real server shuffles.
        let turned = |length: usize| (0..length).map(move |it| (it + id as usize) % length);
        let places = turned(found.questions.len());
        let layout = places.map(|it| (it, turned(found.questions[it].options.len()).collect()));
        let attempt = Attempt {
            quiz,
            learner,
            layout: layout.collect(),
            ends_at: Timestamp::now() + (found.minutes * 60).seconds(),
            answers: None,
        };
        let shown = attempt.shown(id, found);
        self.attempts.insert(id, attempt);
        Reply::json(201, shown).with("location", format!("/attempts/{id}"))
    }
}

impl Attempt {
    fn shown(&self, id: u64, quiz: &Quiz) -> Value {
        let questions = self
            .layout
            .iter()
            .enumerate()
            .map(|(place, (number, order))| {
                let question = &quiz.questions[*number];
                let options: Vec<&String> = order.iter().map(|it| &question.options[*it]).collect();
                json!({ "place": place + 1, "text": question.text, "options": options })
            });
        let questions: Vec<Value> = questions.collect();
        json!({ "id": id, "ends_at": self.ends_at.to_string(), "questions": questions })
    }

    fn submit(&mut self, body: &Map<String, Value>, quiz: &Quiz) -> Reply {
        if self.answers.is_some() || Timestamp::now() > self.ends_at + 5.seconds() {
            return Reply::error(409, "closed");
        }
        let Some(list) = valid::list(body, "answers", 0..=50) else {
            return Reply::invalid();
        };
        let (mut answers, mut seen) = (BTreeMap::new(), BTreeSet::new());
        for answer in list {
            let number = |name: &str| answer[name].as_u64().unwrap_or(0) as usize;
            let (place, option) = (number("place"), number("option"));
            let options = place.checked_sub(1).and_then(|it| self.layout.get(it));
            let is_known = options.is_some_and(|(_, order)| (1..=order.len()).contains(&option));
            if !is_known || !seen.insert(place) {
                return Reply::invalid();
            }
            answers.insert(place - 1, option - 1);
        }
        self.answers = Some(answers);
        Reply::json(
            200,
            json!({ "score": self.score(quiz), "of": self.layout.len() }),
        )
    }

    /// The place of the correct option of the question at a place.
    fn correct(&self, place: usize, quiz: &Quiz) -> usize {
        let (number, order) = &self.layout[place];
        let correct = quiz.questions[*number].correct;
        order.iter().position(|it| *it == correct).unwrap()
    }

    fn score(&self, quiz: &Quiz) -> usize {
        let answers = self.answers.iter().flatten();
        answers
            .filter(|(place, option)| self.correct(**place, quiz) == **option)
            .count()
    }

    fn result(&self, quiz: &Quiz) -> Reply {
        if self.answers.is_none() && Timestamp::now() < self.ends_at {
            return Reply::error(403, "still_open");
        }
        let questions: Vec<Value> = (0..self.layout.len())
            .map(|place| {
                let question = &quiz.questions[self.layout[place].0];
                let answers = self.answers.as_ref();
                let chosen = answers.and_then(|it| it.get(&place)).map(|it| it + 1);
                json!({
                    "place": place + 1,
                    "option": chosen,
                    "correct": self.correct(place, quiz) + 1,
                    "explanation": question.explanation,
                })
            })
            .collect();
        let answer = json!({
            "score": self.score(quiz), "of": self.layout.len(), "questions": questions,
        });
        Reply::json(200, answer)
    }
}

fn quiz(body: &Map<String, Value>) -> Option<Quiz> {
    let questions = valid::list(body, "questions", 0..=50)?;
    let question = |it: &Value| {
        let it = it.as_object()?;
        let options = valid::list(it, "options", 2..=6)?;
        let options: Option<Vec<String>> = options
            .iter()
            .map(|it| it.as_str().map(str::to_owned))
            .collect();
        let options = options?;
        let correct = valid::whole(it, "correct", 1..=options.len() as i64)?;
        Some(Question {
            text: valid::text(it, "text", 1..=500)?.to_owned(),
            options,
            correct: correct as usize - 1,
            explanation: valid::text(it, "explanation", 1..=1000)?.to_owned(),
        })
    };
    Some(Quiz {
        title: valid::text(body, "title", 1..=200)?.to_owned(),
        minutes: valid::whole(body, "minutes", 1..=180)?,
        questions: questions.iter().map(question).collect::<Option<_>>()?,
        is_published: false,
    })
}
