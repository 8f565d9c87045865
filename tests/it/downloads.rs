//! Parts of downloads, for those whose connection broke off.

use axum::body::Body;
use axum::http::Request;

use crate::helpers::Answer;
use crate::real_content::{ask_real, get_real};

const FILE: &str = "/data/salary/stack-overflow-2025.csv";

async fn part(headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(FILE);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask_real(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_download_says_that_it_can_be_gone_on_with() {
    let whole = get_real(FILE).await;
    assert_eq!(whole.status, 200);
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert!(
        whole
            .header("content-disposition")
            .starts_with("attachment; filename=")
    );
    assert_eq!(get_real("/about").await.header("accept-ranges"), "");
}

#[tokio::test]
async fn the_parts_of_a_download_are_the_whole() {
    let whole = get_real(FILE).await.body;
    let length = whole.len();
    let first = part(&[("range", "bytes=0-99")]).await;
    let rest = part(&[("range", "bytes=100-")]).await;
    assert_eq!((first.status.as_u16(), rest.status.as_u16()), (206, 206));
    assert_eq!(
        first.header("content-range"),
        format!("bytes 0-99/{length}")
    );
    assert!(first.body + &rest.body == whole);
    let last = part(&[("range", "bytes=-10")]).await;
    assert_eq!(last.body, whole[length - 10..]);
    // The last bytes, more of them than there are.
    let all = part(&[("range", "bytes=-99999999")]).await;
    assert_eq!(all.status, 206);
    assert!(all.body == whole);
}

#[tokio::test]
async fn a_part_that_does_not_exist_is_answered_416() {
    let whole = get_real(FILE).await.body.len();
    let answer = part(&[("range", "bytes=99999999-")]).await;
    assert_eq!(answer.status, 416);
    assert_eq!(answer.header("content-range"), format!("bytes */{whole}"));
    assert_eq!(answer.body, "");
}

#[tokio::test]
async fn a_part_of_another_version_is_not_mixed_with_this_one() {
    let etag = get_real(FILE).await.header("etag").to_owned();
    let same = part(&[("range", "bytes=0-9"), ("if-range", &etag)]).await;
    assert_eq!(same.status, 206);
    let other = part(&[("range", "bytes=0-9"), ("if-range", "\"other\"")]).await;
    assert_eq!(other.status, 200);
    let had = part(&[("range", "bytes=0-9"), ("if-none-match", &etag)]).await;
    assert_eq!(had.status, 304);
}

#[tokio::test]
async fn what_is_no_single_part_is_answered_with_the_whole() {
    let whole = get_real(FILE).await.body;
    for range in ["bytes=0-1,4-5", "bytes=", "lines=1-2", "x"] {
        let answer = part(&[("range", range)]).await;
        assert_eq!(answer.status, 200, "{range}");
        assert!(answer.body == whole, "{range}");
    }
    // A page is no download: nobody goes on with one.
    let page = Request::get("/about").header("range", "bytes=0-9");
    assert_eq!(
        ask_real(page.body(Body::empty()).unwrap()).await.status,
        200
    );
}
