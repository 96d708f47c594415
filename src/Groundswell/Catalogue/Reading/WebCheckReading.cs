using Groundswell.Catalogue.Probing;

namespace Groundswell.Catalogue.Reading;

/// <summary>The fields of probes that begin as a request of HTTP.</summary>
internal sealed class WebCheckReading(CatalogueErrors errors)
{
    private const int MostRedirects = 10;
    private const int LongestUrl = 500;
    private const int Kibibyte = 1024;

    /// <summary>Headers that the connection itself is made of.</summary>
    private static readonly string[] Reserved = ["connection", "content-length", "expect", "host", "te", "transfer-encoding", "upgrade"];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "OPTIONS"];

    private readonly ProbeCheckReading _shared = new(errors);
    private readonly ConditionReading _conditions = new(errors);

    public ProbeCheck.Http? ReadHttp(Fields fields, Located at)
    {
        var url = ReadUrl(at, "http", "https");
        var method = fields.Find("method") is { } methodAt ? ReadMethod(methodAt) : "GET";
        var edition = fields.Find("version") is { } version ? ReadEdition(version) : HttpEdition.Http1;
        var body = fields.FindText("body");
        var expect = fields.Find("expect") is { } expectAt ? Fields.Of(expectAt, errors) : null;
        var status = fields.FindList("status", CatalogueLimits.ListedPerProbe).Select(ReadStatus).OfType<StatusRange>().ToList();
        var headers = ReadHeaders(fields);
        var headerConditions = expect is null ? [] : _conditions.ReadHeaders(expect);
        var bodyConditions = expect is null ? [] : _conditions.ReadBody(expect);
        expect?.RefuseOthers();
        if (method == "HEAD" && bodyConditions.Count > 0)
        {
            errors.Add(expect!.Find("body")!.Value, "can never hold: an answer to HEAD has no body. Use GET, or ask of status and headers only.");
        }

        var redirects = fields.Find("redirects") is { } hops ? errors.ReadNumber(hops, 0, MostRedirects) : 0;
        var limit = fields.Find("body-limit") is { } size ? errors.ReadNumber(size, 1, ProbeCheck.LargestBodyLimit / Kibibyte) * Kibibyte : null;
        var reuse = fields.Find("reuse") is { } reuseAt && errors.ReadYesNo(reuseAt);
        var days = _shared.ReadCertificateDays(fields);
        if (edition == HttpEdition.Http3 && url?.Scheme == Uri.UriSchemeHttp)
        {
            errors.Add(at, "HTTP/3 needs https.");
        }

        return url is null
            ? null
            : new ProbeCheck.Http(url)
            {
                Method = method,
                Edition = edition,
                Headers = headers,
                Body = body,
                Status = status.Count > 0 ? status : StatusRange.Usual,
                HeaderConditions = headerConditions,
                BodyConditions = bodyConditions,
                Redirects = redirects ?? 0,
                BodyLimit = limit ?? ProbeCheck.DefaultBodyLimit,
                Reuse = reuse,
                CertificateDays = days,
            };
    }

    public ProbeCheck.WebSocket? ReadWebSocket(Fields fields, Located at)
    {
        var url = ReadUrl(at, "ws", "wss");
        var message = fields.FindText("message");
        var reply = fields.Find("reply") is { } replyAt ? _conditions.ReadText(replyAt) : null;
        var days = _shared.ReadCertificateDays(fields);
        return url is null ? null : new ProbeCheck.WebSocket(url) { Message = message, Reply = reply, CertificateDays = days };
    }

    public ProbeCheck.Grpc? ReadGrpc(Fields fields, Located at)
    {
        var url = ReadUrl(at, "http", "https");
        var service = fields.FindText("service");
        var days = _shared.ReadCertificateDays(fields);
        if (url is { PathAndQuery: not "/" })
        {
            errors.Add(at, "must be an address without a path; the service stands in 'service'.");
            return null;
        }

        return url is null ? null : new ProbeCheck.Grpc(url) { Service = service ?? "", CertificateDays = days };
    }

    private Uri? ReadUrl(Located at, params ReadOnlySpan<string> schemes)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return null;
        }

        if (text.Length > LongestUrl
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || !schemes.Contains(url.Scheme)
            || url.UserInfo.Length > 0
            || !HostPort.TryParseHost(url.IdnHost.Trim('[', ']'), out _))
        {
            errors.Add(at, $"'{Slug.Excerpt(text)}' is not an address of this kind; it must begin with {schemes[1]}:// or {schemes[0]}:// and name a host, without a user.");
            return null;
        }

        if (ForbiddenPorts.Contains(url.Port))
        {
            errors.Add(at, $"port {url.Port} is not one that HTTP may be sent to; use 'tcp' or 'smtp'.");
            return null;
        }

        return url;
    }

    private string ReadMethod(Located at)
    {
        if (errors.ReadText(at) is not { } text || Methods.Contains(text))
        {
            return at.Value is YamlValue.Text { Value: var method } ? method.Trim() : "GET";
        }

        errors.Add(at, $"'{Slug.Excerpt(text)}' is not a method for a probe. Known: {string.Join(", ", Methods)}.");
        return "GET";
    }

    private HttpEdition ReadEdition(Located at)
    {
        switch (errors.ReadText(at))
        {
            case "1.1":
                return HttpEdition.Http1;
            case "2":
                return HttpEdition.Http2;
            case "3":
                return HttpEdition.Http3;
            case { } text:
                errors.Add(at, $"'{Slug.Excerpt(text)}' must be 1.1, 2 or 3.");
                return HttpEdition.Http1;
            default:
                return HttpEdition.Http1;
        }
    }

    private StatusRange? ReadStatus(Located at)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return null;
        }

        if (StatusRange.TryParse(text, out var range))
        {
            return range;
        }

        errors.Add(at, $"'{Slug.Excerpt(text)}' is not a status; it must be such as 204, 200-299 or 2xx.");
        return null;
    }

    private List<KeyValuePair<string, string>> ReadHeaders(Fields fields)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (fields.Find("headers") is not { } at)
        {
            return headers;
        }

        if (at.Value is not YamlValue.Map map || map.Entries.Count > CatalogueLimits.ListedPerProbe)
        {
            errors.Add(at, $"must be a mapping of at most {CatalogueLimits.ListedPerProbe} headers.");
            return headers;
        }

        foreach (var (key, value) in map.Entries)
        {
            var header = at.Child(Slug.Excerpt(key.Value), value);
            if (!ConditionReading.IsHeaderName(key.Value) || Reserved.Contains(key.Value.ToLowerInvariant()))
            {
                errors.Add(header, "is not a header that a probe can send.");
            }
            else if (errors.ReadText(header) is { } text && text.Any(char.IsControl))
            {
                errors.Add(header, "must not hold control characters.");
            }
            else if (errors.ReadText(header) is { } plain)
            {
                headers.Add(KeyValuePair.Create(key.Value, plain));
            }
        }

        return headers;
    }
}
