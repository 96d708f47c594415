using Groundswell.Catalogue;

namespace Groundswell.Bench.Load;

/// <summary>Reports as senders write them, over the whole catalogue that the node comes with.</summary>
internal sealed class ReportTexts
{
    private static readonly string[] Countries =
        ["US", "GB", "DE", "FR", "IN", "BR", "JP", "CA", "AU", "IT", "ES", "NL", "PL", "SE", "MX", "ID", "TR", "ZA", "KR", "AR"];

    private readonly Random _random = new(20251020);
    private readonly Service[] _services;

    /// <exception cref="InvalidDataException">No catalogue lies beside the node.</exception>
    public ReportTexts(string node)
    {
        var folder = Path.Combine(Path.GetDirectoryName(node)!, "catalogue");
        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(path => new CatalogueFile(path, File.ReadAllText(path)));
        var catalogue = (CatalogueReader.Read([.. files]) as CatalogueReadResult.Valid)?.Catalogue ?? throw new InvalidDataException($"The catalogue in {folder} is broken.");
        _services = [.. catalogue.Services.Values.Where(s => s.Symptoms.Count > 0).OrderBy(s => s.Id)];
    }

    public string AnyService => _services[0].Id.ToString();

    public RequestTemplate Single(bool withRetryKey) =>
        RequestTemplate.Post("/api/v1/reports", "application/json", [Line(withRetryKey)], withRetryKey ? 2 : 1);

    public RequestTemplate Batch(int lines, bool withRetryKey) => RequestTemplate.Post(
        "/api/v1/reports/batch", "application/x-ndjson", [.. Enumerable.Range(0, lines).Select(_ => Line(withRetryKey))], withRetryKey ? 2 : 1);

    private string Line(bool withRetryKey)
    {
        var service = _services[_random.Next(_services.Length)];
        var symptom = service.Symptoms[_random.Next(service.Symptoms.Count)];
        var key = withRetryKey ? $",\"idempotency_key\":\"retry-{RequestTemplate.Serial}\"" : "";
        return $"{{\"service\":\"{service.Id}\",\"symptom\":\"{symptom}\",\"region\":\"{Countries[_random.Next(Countries.Length)]}\",\"reporter\":\"{RequestTemplate.Serial}\"{key}}}";
    }
}
