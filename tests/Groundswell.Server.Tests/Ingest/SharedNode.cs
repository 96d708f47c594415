using System.Text;
using Groundswell.Server.Ingest;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>One node for all tests of a class. Each test tells its reports from the others' by their comment.</summary>
public sealed class SharedNode : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServingNode? _node;

    public ServingNode Node => _node ?? throw new InvalidOperationException("The node was not started.");

    public HttpClient Client => Node.Client;

    public async ValueTask InitializeAsync() => _node = await ServingNode.StartAsync(_folder.Path, ingest: new IngestOptions { CountryHeader = "CF-IPCountry" });

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>The journal's reports with a comment, in order of arrival.</summary>
    public IReadOnlyList<StoredReport> Stored(string comment) => StoredReport.Read(_folder["journal"], comment);

    /// <summary>Sends one report.</summary>
    public Task<HttpResponseMessage> PostAsync(string json, string type = "application/json") => SendAsync("/api/v1/reports", new StringContent(json, Encoding.UTF8, type));

    public async Task<HttpResponseMessage> SendAsync(string path, HttpContent content)
    {
        using (content)
        {
            return await Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        }
    }
}
