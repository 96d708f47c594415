using Groundswell.Sensing.Vantages;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Vantages;

public sealed class VantageTokenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly VantageRequest Request = new("POST", VantageRequest.ResultsPath, VantageId.Parse("paris"), Noon, 7, "[]"u8.ToArray());

    public static TheoryData<string, VantageRequest> Changed => new()
    {
        { "method", Request with { Method = "GET" } },
        { "path", Request with { Path = "/other" } },
        { "vantage", Request with { Vantage = VantageId.Parse("rome") } },
        { "time", Request with { At = Noon.AddSeconds(1) } },
        { "sequence", Request with { Sequence = 8 } },
        { "body", Request with { Body = "[ ]"u8.ToArray() } },
    };

    [Fact]
    public void A_signature_holds_for_what_was_signed() => Assert.True(Token("paris:0123456789abcdef").Verifies(Request, Token("paris:0123456789abcdef").Sign(Request)));

    [Theory]
    [MemberData(nameof(Changed))]
    public void A_signature_holds_for_nothing_else(string what, VantageRequest changed)
    {
        var token = Token("paris:0123456789abcdef");
        Assert.False(token.Verifies(changed, token.Sign(Request)), what);
    }

    [Fact]
    public void An_answer_is_the_nodes_for_one_request_one_status_one_time_one_tag_and_one_body()
    {
        var token = Token("paris:0123456789abcdef");
        var answer = new VantageAnswer(200, Noon, "request", "\"tag\"", "{}"u8.ToArray());
        var signature = token.Sign(answer);

        Assert.True(token.Verifies(answer, signature));
        Assert.False(token.Verifies(answer with { Status = 409 }, signature));
        Assert.False(token.Verifies(answer with { At = Noon.AddSeconds(1) }, signature));
        Assert.False(token.Verifies(answer with { Request = "another" }, signature));
        Assert.False(token.Verifies(answer with { Tag = "" }, signature));
        Assert.False(token.Verifies(answer with { Body = "[]"u8.ToArray() }, signature));
        Assert.False(Token("rome:another-secret-of-16").Verifies(answer, signature));
    }

    [Fact]
    public void A_signature_with_another_secret_does_not_hold() =>
        Assert.False(Token("paris:0123456789abcdef").Verifies(Request, Token("paris:0123456789abcdeF").Sign(Request)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("paris")]
    [InlineData("paris:short")]
    [InlineData("Paris!:0123456789abcdef")]
    [InlineData("node:0123456789abcdef")]
    public void What_is_no_token_is_refused(string? text) => Assert.False(VantageToken.TryParse(text, out _));

    [Fact]
    public void The_secret_is_not_shown() => Assert.DoesNotContain("0123", Token("paris:0123456789abcdef").ToString(), StringComparison.Ordinal);

    private static VantageToken Token(string text) => VantageToken.TryParse(text, out var token) ? token : throw new ArgumentException(text);
}
