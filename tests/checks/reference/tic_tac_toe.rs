//! `tic-tac-toe-server`: two guests, one board, and a server that knows the rules.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving};

#[derive(Default)]
struct Game {
    token_x: String,
    token_o: Option<String>,
    moves: Vec<usize>,
    resigned: Option<char>,
}

/// The three fields of every row, column and diagonal.
const LINES: [[usize; 3]; 8] = [
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
    [0, 3, 6],
    [1, 4, 7],
    [2, 5, 8],
    [0, 4, 8],
    [2, 4, 6],
];

impl Game {
    fn board(&self) -> [Option<char>; 9] {
        let mut board = [None; 9];
        for (turn, field) in self.moves.iter().enumerate() {
            board[*field] = Some(if turn.is_multiple_of(2) { 'X' } else { 'O' });
        }
        board
    }

    fn winner(&self) -> Option<char> {
        let board = self.board();
        let line = LINES.iter().find(|[a, b, c]| {
            board[*a].is_some() && board[*a] == board[*b] && board[*b] == board[*c]
        });
        let other = |mark| if mark == 'X' { 'O' } else { 'X' };
        line.and_then(|line| board[line[0]])
            .or(self.resigned.map(other))
    }

    fn state(&self) -> &'static str {
        match self.winner() {
            _ if self.resigned.is_some() => "resigned",
            Some(_) => "won",
            None if self.moves.len() == 9 => "drawn",
            None if self.token_o.is_none() => "waiting",
            None => "running",
        }
    }

    fn is_over(&self) -> bool {
        !["waiting", "running"].contains(&self.state())
    }

    fn turn(&self) -> char {
        if self.moves.len().is_multiple_of(2) {
            'X'
        } else {
            'O'
        }
    }

    fn legal_moves(&self) -> Vec<usize> {
        if self.state() != "running" {
            return Vec::new();
        }
        (0..9).filter(|field| !self.moves.contains(field)).collect()
    }

    fn shown(&self, code: &str) -> Value {
        let board = self.board().map(|it| it.map(String::from));
        json!({
            "code": code,
            "state": self.state(),
            "board": board,
            "turn": (!self.is_over()).then(|| self.turn().to_string()),
            "legal_moves": self.legal_moves(),
            "winner": self.winner().map(String::from),
        })
    }

    fn refusal(&self, reason: &str) -> Reply {
        Reply::json(
            409,
            json!({ "reason": reason, "legal_moves": self.legal_moves() }),
        )
    }
}

#[derive(Default)]
struct Store {
    games: BTreeMap<String, Game>,
    tokens: u64,
}

pub fn start(_: &Variables) -> Server {
    serving(Store::default(), Store::answer)
}

impl Store {
    fn new_token(&mut self) -> String {
        self.tokens += 1;
        format!("guest-{:06}", self.tokens * 7919)
    }

    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        if let ("POST", ["games"]) = (method, path.as_slice()) {
            let token = self.new_token();
            let number = self.games.len();
            let letters = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
            let code: String = [13_824, 576, 24, 1]
                .map(|place| char::from(letters[number / place % 24]))
                .iter()
                .collect();
            let game = Game {
                token_x: token.clone(),
                ..Game::default()
            };
            self.games.insert(code.clone(), game);
            let answer = json!({ "code": code, "token": token, "mark": "X" });
            return Reply::json(201, answer);
        }
        let ["games", code, rest @ ..] = path.as_slice() else {
            return Reply::missing();
        };
        let token = self.new_token();
        let Some(game) = self.games.get_mut(*code) else {
            return Reply::missing();
        };
        match (method, rest) {
            ("GET", []) => Reply::json(200, game.shown(code)),
            ("POST", ["join"]) if game.token_o.is_some() => Reply::error(409, "full"),
            ("POST", ["join"]) => {
                game.token_o = Some(token.clone());
                Reply::json(200, json!({ "token": token, "mark": "O" }))
            }
            ("POST", ["moves" | "resign"]) => {
                let mark = match ask.bearer() {
                    it if it == game.token_x => 'X',
                    it if Some(it) == game.token_o.as_deref() => 'O',
                    _ => return Reply::error(401, "unknown_token"),
                };
                act(game, code, mark, rest == ["resign"], ask)
            }
            _ => Reply::missing(),
        }
    }
}

fn act(game: &mut Game, code: &str, mark: char, resigns: bool, ask: &Ask) -> Reply {
    let body = ask.json();
    let field = body
        .get("field")
        .and_then(Value::as_u64)
        .filter(|it| *it < 9);
    if !resigns && field.is_none() {
        let refusal = json!({ "reason": "no_such_field", "legal_moves": game.legal_moves() });
        return Reply::json(422, refusal);
    }
    if game.is_over() {
        return game.refusal("game_over");
    }
    if game.token_o.is_none() {
        return game.refusal("waiting_for_opponent");
    }
    match field {
        _ if resigns => game.resigned = Some(mark),
        _ if game.turn() != mark => return game.refusal("not_your_turn"),
        Some(field) if game.moves.contains(&(field as usize)) => {
            return game.refusal("field_taken");
        }
        field => game.moves.extend(field.map(|it| it as usize)),
    }
    Reply::json(200, game.shown(code))
}
