declare module "virtual:city" {
  const city: import("./city").City;
  export default city;
}
