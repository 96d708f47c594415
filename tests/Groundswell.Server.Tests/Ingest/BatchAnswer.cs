using System.Net;
using System.Text.Json;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>What is said of a batch of which something was taken.</summary>
internal sealed record BatchAnswer(int Accepted, int Counted, int Repeated, int Duplicates, IReadOnlyList<(int Line, string Field, string Reason)> Rejected)
{
    public static async Task<BatchAnswer> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var root = json.RootElement;
        var rejected = root.GetProperty("rejected").EnumerateArray()
            .Select(e => (e.GetProperty("line").GetInt32(), e.GetProperty("field").GetString()!, e.GetProperty("reason").GetString()!)).ToList();
        Assert.Equal(rejected.Select(r => r.Item1).Distinct().Count(), root.GetProperty("rejected_lines").GetInt32());
        return new BatchAnswer(Number("accepted"), Number("counted"), Number("repeated"), Number("duplicates"), rejected);

        int Number(string name) => root.GetProperty(name).GetInt32();
    }
}
