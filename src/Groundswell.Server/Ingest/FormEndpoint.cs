using Groundswell.Catalogue;
using Groundswell.Server.Ingest.Budgets;
using Groundswell.Server.Serving;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Ingest;

/// <summary><c>POST /services/{slug}/report</c>: the form on a service's page, which needs no JavaScript. Answers with a redirect after the commit.</summary>
internal sealed class FormEndpoint(ReportIntake intake, SenderResolver senders, Admission admission, IReportPages pages, IngestMetrics metrics)
{
    private static readonly FormOptions Limits = new() { ValueCountLimit = 16, KeyLengthLimit = 64, ValueLengthLimit = ReportLimits.ReportBytes };

    public async Task HandleAsync(HttpContext context)
    {
        if (!MediaTypes.IsOneOf(context.Request.ContentType, MediaTypes.Form))
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "media-type", "Not a form", $"The form is sent as {MediaTypes.Form}.");
            return;
        }

        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "encoding", "Packed", "The form is sent without Content-Encoding.");
            return;
        }

        var (sender, account) = senders.Resolve(context, ReportSource.Form);
        if (await ReadAsync(context) is not { } form)
        {
            metrics.Invalid(1);
            await Problem.WriteAsync(
                context, StatusCodes.Status400BadRequest, "invalid-form", "The form cannot be read", $"It has more than {ReportLimits.ReportBytes} bytes or is not well-formed.");
            return;
        }

        var slug = context.GetRouteValue("slug") as string ?? "";
        if ((admission.Look(context, account, isBatch: false) ?? admission.Spend(account, 1, context.Request.ContentLength ?? ReportLimits.ReportBytes)) is { } refusal)
        {
            // A person is shown the page, with what was typed, and how long to wait.
            refusal.Mark(context.Response);
            await ShowAsync(context, slug, form, [new FormFault("", refusal.Detail)]);
            return;
        }

        var report = new Report[1];
        try
        {
            var faults = Read(slug, form, sender, ref report[0]);
            if (faults.Count > 0)
            {
                metrics.Invalid(1);
                await ShowAsync(context, slug, form, faults);
                return;
            }

            admission.Shorten(account, report);
            await intake.SubmitAsync(report, context.RequestAborted);
        }
        catch (Exception exception) when (exception is JournalFullException or JournalUnavailableException)
        {
            await ShowAsync(context, slug, form, [new FormFault("", $"{exception.Message} Please send it again in a minute.")]);
            return;
        }

        // 303, so that going back or loading anew does not send it twice.
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"/services/{slug}?reported={(report[0].Weight > 0 ? "1" : "repeat")}";
    }

    private static async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = ReportLimits.ReportBytes;
        }

        try
        {
            return await context.Request.ReadFormAsync(Limits, context.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private List<FormFault> Read(string slug, IFormCollection form, ReportSender sender, ref Report report)
    {
        var faults = new List<FormFault>();
        report = new Report
        {
            ArrivalTime = sender.ArrivalTime,
            EventTime = sender.ArrivalTime,
            Source = sender.Source,
            Region = sender.Region,
            Reporter = sender.Reporter,
        };
        if (!intake.Catalogue.TryGet(slug, out var service))
        {
            faults.Add(new FormFault("", $"No service '{Slug.Excerpt(slug)}' is in the catalogue."));
            return faults;
        }

        var symptom = 0;
        if (form["symptom"].ToString() is not { Length: > 0 } chosen)
        {
            faults.Add(new FormFault("symptom", "Choose what fails."));
        }
        else if (!service.TryGetSymptom(chosen, out symptom))
        {
            faults.Add(new FormFault("symptom", $"'{Slug.Excerpt(chosen)}' cannot be reported here; choose one of the list."));
        }

        if (form["region"].ToString() is { Length: > 0 } country)
        {
            if (RegionId.TryParse(country, null, out var region))
            {
                report.Region = region;
            }
            else
            {
                faults.Add(new FormFault("region", $"'{Slug.Excerpt(country)}' is no country; choose one of the list, or none."));
            }
        }

        report.Service = service.Number;
        report.Symptom = symptom;
        report.Comment = CommentText.Clean(form["comment"].ToString(), out var error);
        if (error is not null)
        {
            faults.Add(new FormFault("comment", error));
        }

        return faults;
    }

    private Task ShowAsync(HttpContext context, string slug, IFormCollection form, IReadOnlyList<FormFault> faults)
    {
        ServiceId.TryParse(slug, null, out var service);
        return pages.ServicePageWithErrorsAsync(
            context,
            service,
            new ReportFormResult { Faults = faults, Symptom = form["symptom"], Region = form["region"], Comment = form["comment"] });
    }
}
