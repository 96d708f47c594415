using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary>
/// What a browser says of the page that made it send (Fetch Metadata Request Headers; the Fetch Standard's <c>Origin</c>). A page cannot
/// keep it from saying so.
/// </summary>
internal static class BrowserMarks
{
    private static readonly string[] Names = ["Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Referer", "Cookie", "Sec-CH-UA"];

    /// <summary>Whether a browser speaks.</summary>
    public static bool Has(IHeaderDictionary headers)
    {
        foreach (var name in Names)
        {
            if (headers.ContainsKey(name))
            {
                return true;
            }
        }

        return headers.UserAgent.ToString().StartsWith("Mozilla/", StringComparison.Ordinal);
    }

    /// <summary>Whether a page of another origin than this server's made the browser send.</summary>
    /// <param name="request">Any request.</param>
    /// <param name="host">The name under which a trusted proxy was asked; null for the request's own.</param>
    public static bool IsFromElsewhere(HttpRequest request, HostString? host)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site.ToString() is not ("same-origin" or "none");
        }

        // "null" is of a page without an origin, such as a file or a frame in a sandbox.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || !IsSame(from, host ?? request.Host));
    }

    // A proxy may have taken TLS away, and a name may stand with the port that goes without saying.
    private static bool IsSame(Uri origin, HostString host) =>
        origin.IdnHost.Equals(host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) | origin.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port is { } port ? port == origin.Port : origin.IsDefaultPort);
}
