using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Groundswell.Cli.Tests.Durability;

/// <summary>People who report over some connections until their node is gone; each is another person with a retry key of their own.</summary>
internal sealed class Senders
{
    private const int LinesInBatch = 40;
    private static readonly string[] Services = ["reddit", "zoom", "netflix", "instagram", "discord"];

    private readonly ConcurrentBag<string> _sent = [];
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly ConcurrentBag<HttpStatusCode> _refusals = [];
    private int _people;

    /// <summary>Every request body that left.</summary>
    public IReadOnlyCollection<string> Sent => _sent;

    public int People => _people;

    /// <summary>Answers under load that were not a success.</summary>
    public IReadOnlyCollection<HttpStatusCode> Refusals => _refusals;

    /// <summary>Reports in the requests that were answered with success.</summary>
    public int Acknowledged => _acknowledged.Sum(Reports);

    /// <summary>Sends singles and batches on four connections until the node no longer answers.</summary>
    public Task SendUntilGoneAsync(HttpClient client) => Task.WhenAll(Enumerable.Range(0, 4).Select(async connection =>
    {
        try
        {
            while (true)
            {
                var body = string.Join('\n', Enumerable.Range(0, connection % 2 == 0 ? 1 : LinesInBatch).Select(_ => Line()));
                _sent.Add(body);
                var answer = await PostAsync(client, body);
                if ((int)answer < 300)
                {
                    _acknowledged.Add(body);
                }
                else
                {
                    _refusals.Add(answer);
                }
            }
        }
        catch (HttpRequestException)
        {
            // It is gone.
        }
    }));

    /// <summary>Sends everything that ever left once more, as a client does that does not know whether it arrived.</summary>
    public async Task<IReadOnlyList<HttpStatusCode>> SendAllAgainAsync(HttpClient client)
    {
        List<HttpStatusCode> answers = [];
        foreach (var body in _sent)
        {
            answers.Add(await PostAsync(client, body));
        }

        return answers;
    }

    public async Task<HttpStatusCode> SendOneAsync(HttpClient client, string? comment = null)
    {
        var body = Line(comment);
        _sent.Add(body);
        var answer = await PostAsync(client, body);
        if ((int)answer < 300)
        {
            _acknowledged.Add(body);
        }

        return answer;
    }

    private static int Reports(string body) => body.Count(c => c == '\n') + 1;

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string body)
    {
        var isBatch = body.Contains('\n', StringComparison.Ordinal);
        using var content = new StringContent(body, Encoding.UTF8, isBatch ? "application/x-ndjson" : "application/json");
        using var response = await client.PostAsync(new Uri(isBatch ? "/api/v1/reports/batch" : "/api/v1/reports", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private string Line(string? comment = null)
    {
        var person = Interlocked.Increment(ref _people);
        var said = comment is null ? "" : $",\"comment\":\"{comment}\"";
        return $"{{\"service\":\"{Services[person % Services.Length]}\",\"symptom\":\"login\",\"region\":\"US\",\"reporter\":\"person-{person}\",\"idempotency_key\":\"retry-{person}\"{said}}}";
    }
}
