// CloudFront, viewer request: an address of a page is answered with its app's one document, as the local front does.
function handler(event) {
  var request = event.request;
  var uri = request.uri;
  if (uri === "/console") {
    return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: "/console/" } } };
  }
  if (uri.indexOf(".", uri.lastIndexOf("/")) < 0) {
    request.uri = uri.indexOf("/console/") === 0 ? "/console/index.html" : "/index.html";
  }
  return request;
}
