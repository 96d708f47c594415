using CsCheck;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Reading;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<p>One <b>two</b></p><p>three</p>", "One two three")]
    [InlineData("a &lt;b&gt; &amp; c&nbsp;d &#8212; e", "a <b> & c d — e")]
    [InlineData("x<script>alert('</p>')</script>y<style>p{}</style>z", "xyz")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("cut <img src=x onerror=", "cut")]
    [InlineData("one<!-- two -->three", "onethree")]
    [InlineData("no end<script>x", "no end")]
    [InlineData("all \u202Egnorw\u202C is &#8238;well\u2066\u2069", "all gnorw is well")]
    public void Of_HTML_the_words_are_left(string html, string words) => Assert.Equal(words, PlainText.Of(html));

    [Fact]
    public void What_is_too_long_ends_with_an_ellipsis() => Assert.Equal("aaaa…", PlainText.Of("aaaaaaaaaa", 5));

    [Fact]
    public void Any_text_is_one_line_without_controls() =>
        Gen.String.Sample(text => !PlainText.Of(text).Any(char.IsControl));

    [Theory]
    [InlineData("{\"a\":\"\\ud83d\"}", "{\"a\":\"\\uFFFD\"}")]
    [InlineData("{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\\ud83d\\ude00\"}")]
    [InlineData("{\"a\":\"\\ude00\\ud83d x\"}", "{\"a\":\"\\uFFFD\\uFFFD x\"}")]
    [InlineData("{\"a\":\"\\\\ud83d\"}", "{\"a\":\"\\\\ud83d\"}")]
    [InlineData("{\"a\":\"\\u00e9\"}", "{\"a\":\"\\u00e9\"}")]
    public void Half_of_a_surrogate_pair_is_replaced(string json, string clean) => Assert.Equal(clean, LoneSurrogates.Replace(json));
}
