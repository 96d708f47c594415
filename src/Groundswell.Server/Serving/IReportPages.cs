using Groundswell.Catalogue;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Serving;

/// <summary>Shows a visitor what became of a report form. Intake calls it without knowing what pages look like.</summary>
public interface IReportPages
{
    /// <summary>Answers 422 with the service's page, the form filled as sent and each fault beside its field; 404 if there is no such service.</summary>
    Task ServicePageWithErrorsAsync(HttpContext context, ServiceId service, ReportFormResult result);
}
