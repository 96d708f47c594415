using System.Net;
using Groundswell.Catalogue;
using Groundswell.Server;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Groundswell.Browser.Tests;

/// <summary>A page of another origin in a real browser, on the very machine that the node runs on, tries to report for its visitor.</summary>
public sealed class CrossOriginTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private const string Key = "shop-front";

    // Each sends a hundred reports, each by another reporter, and tells when it is done. What comes back cannot be read, which is as it should be.
    private const string Attack = """
        async ([node, way]) => {
          const lines = Array.from({ length: 100 }, (_, n) => JSON.stringify({ service: "acme", symptom: "login", reporter: `${way}-${n}` })).join("\n");
          const batch = `${node}/api/v1/reports/batch`;
          const single = `${node}/api/v1/reports`;
          const one = JSON.stringify({ service: "acme", symptom: "login", reporter: way });
          const quiet = (sent) => sent.then((answer) => `answered ${answer.type} ${answer.status}`, (fault) => `refused: ${fault.message}`);
          const post = (url, body, more) => quiet(fetch(url, { method: "POST", body, ...more }));
          const submit = (url, name, value, encoding) => new Promise((done) => {
            const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { name: `f-${way}` }));
            const form = document.body.appendChild(Object.assign(document.createElement("form"), { method: "post", action: url, enctype: encoding, target: frame.name }));
            form.appendChild(Object.assign(document.createElement("textarea"), { name, value }));
            frame.onload = () => done("submitted");
            form.submit();
            setTimeout(() => done("submitted"), 3000);
          });
          switch (way) {
            case "simple": return post(batch, lines);
            case "no-cors": return post(batch, lines, { mode: "no-cors" });
            case "blob": return post(batch, new Blob([lines]), { mode: "no-cors" });
            case "typed-blob": return post(batch, new Blob([lines], { type: "application/x-ndjson" }), { mode: "no-cors" });
            case "beacon": return `${navigator.sendBeacon(batch, new Blob([lines]))}`;
            case "form": return submit(batch, "x", lines, "text/plain");
            case "json-form": return submit(single, '{"service":"acme","symptom":"login","comment":"', '"}', "text/plain");
            case "own-form": return submit(`${node}/services/acme/report`, "symptom", "login", "application/x-www-form-urlencoded");
            case "multipart": { const form = new FormData(); form.append("x", lines); return post(batch, form, { mode: "no-cors" }); }
            case "single": return post(single, one, { mode: "no-cors" });
            case "typed": return post(single, one, { headers: { "Content-Type": "application/json" } });
            case "keepalive": return post(batch, lines, { mode: "no-cors", keepalive: true });
            default: {
              const source = `fetch(${JSON.stringify(batch)}, { method: "POST", body: ${JSON.stringify(lines)}, mode: "no-cors" }).then(a => postMessage(a.type), e => postMessage(e.message))`;
              const worker = new Worker(URL.createObjectURL(new Blob([source])));
              return new Promise((done) => { worker.onmessage = (told) => done(told.data); });
            }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("groundswell-cross-").FullName;
    private WebApplication? _node;
    private WebApplication? _elsewhere;

    public static TheoryData<string> Ways =>
        ["simple", "no-cors", "blob", "typed-blob", "beacon", "form", "json-form", "own-form", "multipart", "single", "typed", "keepalive", "worker"];

    private Uri Node => new(_node!.Urls.Single());

    /// <summary>Another port is another origin; another name for this machine is another site too.</summary>
    private Uri Elsewhere => new(_elsewhere!.Urls.Single());

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _elsewhere = builder.Build();
        _elsewhere.Urls.Add("http://127.0.0.1:0");
        _elsewhere.MapGet("/", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<!doctype html><title>elsewhere</title><body></body>");
        }));
        _elsewhere.MapGet("/shop", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync($"<!doctype html><title>shop</title><link rel=\"icon\" href=\"data:,\"><body><script src=\"{Node}embed/acme.js?key={Key}\"></script></body>");
        }));
        await _elsewhere.StartAsync();
        var service = new Service { Id = ServiceId.Parse("acme"), Name = "Acme Mail", Category = "mail", Symptoms = [SymptomId.Parse("login"), SymptomId.Parse("app")] };
        var catalogue = new ServiceCatalogue([service], [new Symptom(SymptomId.Parse("login"), "Login"), new Symptom(SymptomId.Parse("app"), "App")], [new Category("mail", "Mail")], [], []);
        var settings = new NodeSettings
        {
            DataFolder = _folder,
            Listen = "http://127.0.0.1:0",
            Ingest = new IngestOptions { Embeds = [new EmbeddingSite(Key, Elsewhere.GetLeftPart(UriPartial.Authority))] },
        };
        _node = NodeHost.Build(settings, new NodeClock(TimeProvider.System), new CurrentCatalogue(catalogue), logging: LogLevel.None);
        await _node.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { _node, _elsewhere })
        {
            if (app is not null)
            {
                await app.StopAsync();
                await app.DisposeAsync();
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Nothing_that_a_page_of_another_origin_sends_is_stored(string way)
    {
        await using var visit = await chromium.VisitAsync(800);
        foreach (var page in (Uri[])[Elsewhere, new UriBuilder(Elsewhere) { Host = "localhost" }.Uri])
        {
            try
            {
                await visit.Page.GotoAsync(page.ToString());
            }
            catch (PlaywrightException) when (page.Host == "localhost")
            {
                continue; // listens on the address alone, and the name may stand for the other family
            }

            Assert.NotNull(await visit.Page.EvaluateAsync<string>(Attack, new[] { Node.GetLeftPart(UriPartial.Authority), way }));
        }

        // It was really sent: the node turned it away (or the browser, after it had asked).
        Assert.Equal(0, await CountedAsync());
    }

    [Fact]
    public async Task The_embedded_form_reports_for_the_visitor_of_the_site_that_may_embed_it()
    {
        await using var visit = await chromium.VisitAsync(800);
        var sent = visit.Page.WaitForResponseAsync(answer => answer.Url.Contains("/api/v1/reports", StringComparison.Ordinal) && answer.Request.Method == "POST");
        await visit.Page.AddInitScriptAsync("Element.prototype.attachShadow = ((attach) => function () { return attach.call(this, { mode: 'open' }); })(Element.prototype.attachShadow);");
        await visit.Page.GotoAsync(new Uri(Elsewhere, "/shop").ToString());
        await visit.Page.GetByLabel("What fails").SelectOptionAsync("login");
        await visit.Page.GetByLabel("Anything else").FillAsync("by the shop");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Report" }).ClickAsync();

        Assert.Equal((int)HttpStatusCode.Created, (await sent).Status);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Thank you, your report counts.");
        Assert.Equal(1, await CountedAsync());
        Assert.Empty(visit.Complaints);
    }

    // As the node itself counts: what is stored is counted before it is answered.
    private async Task<long> CountedAsync()
    {
        using var client = new HttpClient { BaseAddress = Node };
        var figures = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        var line = figures.Split('\n').FirstOrDefault(l => l.StartsWith("groundswell_ingest_reports_total", StringComparison.Ordinal) && l.Contains("\"counted\"", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
