using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>
/// Which hosts a page loads from: scripts, styles, pictures, frames. A look at the text, not a parser of HTML: what scripts load
/// later is not seen, and what stands in a comment is.
/// </summary>
internal static partial class PageResources
{
    private const int MostHosts = 200;

    /// <param name="html">The page, or its beginning.</param>
    /// <param name="page">Its address, whose own host is left out.</param>
    public static IReadOnlyList<string> HostsOf(string html, Uri page)
    {
        var hosts = new List<string>();
        foreach (Match match in Element().Matches(html))
        {
            // Of links only those that load something: a canonical address or another language is a mention.
            if (match.Groups["tag"].Value.Equals("link", StringComparison.OrdinalIgnoreCase) && !LoadingLink().IsMatch(match.Value))
            {
                continue;
            }

            var written = Source().Match(match.Value).Groups["address"].Value.Replace("&amp;", "&", StringComparison.Ordinal);
            if (Uri.TryCreate(page, written, out var address) && address.Scheme is "http" or "https" && address.IdnHost.Length > 0
                && !address.IdnHost.Equals(page.IdnHost, StringComparison.OrdinalIgnoreCase) && !hosts.Contains(address.IdnHost.ToLowerInvariant()))
            {
                hosts.Add(address.IdnHost.ToLowerInvariant());
                if (hosts.Count == MostHosts)
                {
                    break;
                }
            }
        }

        return hosts;
    }

    // NonBacktracking: linear in the text, whatever a stranger's page holds.
    [GeneratedRegex("""<(?<tag>script|link|img|iframe|source|video|audio|embed)\b[^>]*>""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Element();

    [GeneratedRegex("""\b(src|href)\s*=\s*["']?(?<address>(https?:)?//[^"'\s>]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Source();

    [GeneratedRegex("""\brel\s*=\s*["']?[^"'>]*(stylesheet|preload|preconnect|dns-prefetch|modulepreload|icon|prefetch)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex LoadingLink();
}
