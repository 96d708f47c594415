using System.Net;
using System.Text.Json;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>An answer as RFC 9457 has it.</summary>
internal sealed record ProblemAnswer(string Type, string Title, string Detail, IReadOnlyList<(string Field, string Reason)> Errors)
{
    /// <summary>Reads an answer that must be a whole problem of the given status.</summary>
    public static async Task<ProblemAnswer> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var root = json.RootElement;
        Assert.Equal((int)status, root.GetProperty("status").GetInt32());
        var errors = root.TryGetProperty("errors", out var list) ? list.EnumerateArray() : default;
        return new ProblemAnswer(
            root.GetProperty("type").GetString()!,
            root.GetProperty("title").GetString()!,
            root.GetProperty("detail").GetString()!,
            [.. errors.Select(e => (e.GetProperty("field").GetString()!, e.GetProperty("reason").GetString()!))]);
    }
}
