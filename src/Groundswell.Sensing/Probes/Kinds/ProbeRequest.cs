using System.Text;
using Groundswell.Catalogue.Probing;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>What is asked for now: the catalogue's request, or what redirects made of it (RFC 9110, section 15.4, and the Fetch standard).</summary>
/// <param name="Url">Where.</param>
/// <param name="Method">How.</param>
/// <param name="Body">With what; null: nothing.</param>
internal sealed record ProbeRequest(Uri Url, string Method, string? Body)
{
    /// <summary>Headers that say how to read a body, and go with it.</summary>
    private static readonly string[] OfBody = ["Content-Encoding", "Content-Language", "Content-Location", "Content-Type"];

    private static readonly Version Two = new(2, 0);
    private static readonly Version OneOne = new(1, 1);

    public static ProbeRequest First(ProbeCheck.Http check) => new(check.Url, check.Method, check.Body);

    /// <summary>303 asks to get something else, and after 301 and 302 clients have always got what they posted for; 307 and 308 mean the same request elsewhere.</summary>
    /// <param name="status">Of the redirect.</param>
    /// <param name="url">Where it leads.</param>
    public ProbeRequest After(int status, Uri url) => (status, Method) switch
    {
        (303, "HEAD") => this with { Url = url, Body = null },
        (303, _) or (301 or 302, "POST") => new ProbeRequest(url, "GET", null),
        _ => this with { Url = url },
    };

    public HttpRequestMessage Write(ProbeCheck.Http check, string userAgent)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(Method), Url)
        {
            Version = check.Edition == HttpEdition.Http1 ? OneOne : Two,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(Body)),
        };

        // What is sent may be a secret, and is for the host that it was written for. What says how to read the body goes where the body goes.
        var isHome = Uri.Compare(Url, check.Url, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        foreach (var (name, value) in check.Headers)
        {
            var isOfBody = check.Body is not null && OfBody.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (isOfBody ? Body is null : !isHome)
            {
                continue;
            }

            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!request.Headers.NonValidated.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        }

        return request;
    }
}
