using Groundswell.Bench.Load;
using Groundswell.Bench.Results;
using Groundswell.Bench.Servers;

namespace Groundswell.Bench.Measures;

/// <summary>Pages a second, beside an endpoint that answers nothing, and one that answers as many bytes.</summary>
internal static class PageReads
{
    private const int Connections = 64;
    private const string Browser = "Accept-Encoding: gzip, deflate, br";

    public static Task<Section> MeasureAsync(BenchOptions options)
    {
        var section = new Section(
            "Pages",
            $"{Connections} connections, `{Browser}`. Beside each page an empty endpoint of the same web server, and one that answers as many prepared bytes as the page has.",
            "page", "bytes", "node, requests/s", "empty endpoint, requests/s", "ratio", "ratio to as many bytes", "node p50 / p99, ms", "node / empty / generator, processor µs", "others, % of the cores");
        var folder = options.EmptyFolder("pages");
        using (var node = ServerProcess.StartNode(options.Node, folder))
        using (var empty = ServerProcess.StartEmpty())
        {
            Measure(options, node, empty, "/", [Browser], section);
            Measure(options, node, empty, "/services/" + new ReportTexts(options.Node).AnyService, [Browser], section);
            Measure(options, node, empty, "/", [], section);
            if (TagOf(node.Port) is { } tag)
            {
                Measure(options, node, empty, "/", [Browser, "If-None-Match: " + tag], section);
            }
        }

        Directory.Delete(folder, recursive: true);
        section.Note("The limit is the empty endpoint. Sending a page's bytes is part of serving it: the second ratio tells what of the loss is that.");
        return Task.FromResult(section);
    }

    private static void Measure(BenchOptions options, ServerProcess node, ServerProcess empty, string path, string[] headers, Section section)
    {
        var request = RequestTemplate.Get(path, headers);
        using var probe = new HttpConnection(node.Port);
        var status = probe.Send(request.Next());
        var name = $"`{path}`" + (headers.Length == 0 ? ", not compressed" : headers.Length > 1 ? ", known already (304)" : "");
        if (status is not (200 or 304))
        {
            section.Note($"{name} is not measured: the node answers {status} to it.");
            return;
        }

        var page = new NodeLoad(node, [request], Connections, options.Round, status);
        var nothing = new NodeLoad(empty, [RequestTemplate.Get("/", headers)], Connections, options.Round, 200);
        var bytes = new NodeLoad(empty, [RequestTemplate.Get($"/bytes/{probe.AnswerBytes}", headers)], Connections, options.Round, 200);
        NodeLoad[] sides = [page, nothing, bytes];
        for (var round = -1; round < options.Rounds; round++)
        {
            foreach (var side in sides)
            {
                side.Run(isWarmUp: round < 0);
            }
        }

        section.Row(
            name,
            FormattableString.Invariant($"{page.AnswerBytes:0}"),
            page.PerSecond.ToText(),
            nothing.PerSecond.ToText(),
            Series.Ratio(page.PerSecond, nothing.PerSecond).ToText("0.00"),
            Series.Ratio(page.PerSecond, bytes.PerSecond).ToText("0.00"),
            FormattableString.Invariant($"{page.MedianMilliseconds.Median:0.0} / {page.NinetyNinthMilliseconds.Median:0.0}"),
            FormattableString.Invariant($"{page.ServerMicroseconds.Median:0} / {nothing.ServerMicroseconds.Median:0} / {page.GeneratorMicroseconds.Median:0}"),
            page.OthersPercent.ToText("0"));
        if (page.Failures + nothing.Failures + bytes.Failures > 0)
        {
            section.Note($"{name}: {page.Failures} requests to the node and {nothing.Failures + bytes.Failures} to the empty endpoint failed: {page.Failure ?? nothing.Failure ?? bytes.Failure}");
        }
    }

    private static string? TagOf(int port)
    {
        using var connection = new HttpConnection(port);
        connection.Send(RequestTemplate.Get("/", Browser).Next());
        var line = connection.AnswerText().Split("\r\n").FirstOrDefault(l => l.StartsWith("ETag: ", StringComparison.OrdinalIgnoreCase));
        return line?["ETag: ".Length..];
    }
}
