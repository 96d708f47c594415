using System.Net;
using Groundswell.Catalogue;
using MaxMind.Db;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary>Where a request comes from: by a header that a trusted proxy sets, else by a MaxMind-format database.</summary>
internal sealed class RegionSource : IDisposable
{
    private readonly string? _header;
    private readonly Reader? _database;

    /// <exception cref="InvalidDatabaseException">The file is no MaxMind-format database.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public RegionSource(IngestOptions options)
    {
        _header = options.CountryHeader;
        _database = options.RegionDatabase is { } path ? new Reader(path) : null;
    }

    /// <summary>Why a file cannot be used as the database; null where it can.</summary>
    public static string? FindFault(string path)
    {
        try
        {
            using var database = new Reader(path);
            return null;
        }
        catch (Exception refusal) when (refusal is InvalidDatabaseException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return refusal.Message;
        }
    }

    public RegionId Find(HttpRequest request, IPAddress address, bool isFromTrustedProxy)
    {
        if (_header is not null && isFromTrustedProxy && RegionId.TryParse(request.Headers[_header].ToString(), null, out var region) && !region.IsUnknown)
        {
            return region;
        }

        return Look(address);
    }

    public void Dispose() => _database?.Dispose();

    private RegionId Look(IPAddress address)
    {
        if (_database?.Find<Dictionary<string, object>>(address) is not { } found || CodeOf(found, "country") is not { } country)
        {
            return RegionId.Unknown;
        }

        var subdivision = found.GetValueOrDefault("subdivisions") is IList<object> { Count: > 0 } list && list[0] is Dictionary<string, object> first
            ? first.GetValueOrDefault("iso_code") as string
            : null;
        return RegionId.TryParse($"{country}-{subdivision}", null, out var region) || RegionId.TryParse(country, null, out region) ? region : RegionId.Unknown;
    }

    private static string? CodeOf(Dictionary<string, object> found, string key) =>
        found.GetValueOrDefault(key) is Dictionary<string, object> country ? country.GetValueOrDefault("iso_code") as string : null;
}
